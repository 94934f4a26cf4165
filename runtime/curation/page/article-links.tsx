import { Fragment } from 'preact';

type ArticleLinksProps = { articles: readonly { readonly url: string; readonly title: string }[] };

/** Articles by their titles, each opened beside the desk. */
export const ArticleLinks = ({ articles }: ArticleLinksProps) => (
  <>
    {articles.map(({ url, title }, index) => (
      <Fragment key={url}>
        {index > 0 && ', '}
        <a href={url} target="_blank" rel="noopener">
          {title} ↗
        </a>
      </Fragment>
    ))}
  </>
);
