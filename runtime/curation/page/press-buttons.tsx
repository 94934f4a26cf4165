type PressButtonsProps<T> = {
  label: string;
  choices: readonly { readonly value: T; readonly name: string }[];
  chosen: T;
  onChoose: (value: T) => void;
};

/** A few choices side by side, one of them pressed. */
export const PressButtons = <T extends string | number | null>({ label, choices, chosen, onChoose }: PressButtonsProps<T>) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form, and nothing is sent here
  <div class="press" role="group" aria-label={label}>
    {choices.map(({ value, name }) => (
      <button key={name} type="button" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
        {name}
      </button>
    ))}
  </div>
);
