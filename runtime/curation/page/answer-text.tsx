import { answerBlocks, type Block, inlineOf } from './answer-blocks.ts';

/** An answer as its visitor saw it. Made of elements, never of markup: whatever stands in it is text. */
export const AnswerText = ({ markdown }: { markdown: string }) => (
  <div class="answer">
    {answerBlocks(markdown).map((block, index) => (
      <BlockView key={`${index} ${block.kind}`} block={block} />
    ))}
  </div>
);

function BlockView({ block }: { block: Block }) {
  if (block.kind === 'text')
    return (
      <p class="text">
        <Line text={block.text} />
      </p>
    );
  if (block.kind === 'code')
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and so must for a keyboard
      <pre tabIndex={0}>
        <code>{block.text}</code>
      </pre>
    );
  if (block.kind === 'list') {
    const items = block.items.map((item, index) => (
      <li key={`${index} ${item}`} class="text">
        <Line text={item} />
      </li>
    ));
    return block.isNumbered ? <ol>{items}</ol> : <ul>{items}</ul>;
  }
  const [head = [], ...rows] = block.rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and so must for a keyboard
    <section class="wide" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={`${index} ${cell}`} scope="col">
                <Line text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${index} ${row.join()}`}>
              {row.map((cell, at) => (
                <td key={`${at} ${cell}`}>
                  <Line text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Line = ({ text }: { text: string }) => (
  <>
    {inlineOf(text).map((piece, index) => {
      const key = `${index} ${piece.text}`;
      if (piece.kind === 'code') return <code key={key}>{piece.text}</code>;
      if (piece.kind === 'strong') return <strong key={key}>{piece.text}</strong>;
      return piece.kind === 'mark' ? <sup key={key}>[{piece.text}]</sup> : piece.text;
    })}
  </>
);
