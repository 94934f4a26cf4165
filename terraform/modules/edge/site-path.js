/**
 * Runs in CloudFront for each request of the site's pages: a bucket has files and no folders. A folder without its slash moves to the one
 * with it, so that relative links hold; the desk has none, and its links are whole.
 */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  // Its runtime reads the JavaScript of 2011 with a few additions; taking objects apart is none of them.
  const request = event.request;
  const uri = request.uri;
  const isFile = uri.slice(uri.lastIndexOf('/') + 1).includes('.');
  if (uri === '/curate') request.uri = '/curate/index.html';
  else if (uri.endsWith('/')) request.uri = `${uri}index.html`;
  else if (!isFile) {
    // A browser takes two slashes, or a slash and a backslash, for the name of another host.
    if (/^\/[/\\]/.test(uri)) return { statusCode: 404, statusDescription: 'Not Found' };
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: `${uri}/` } } };
  }
  return request;
}
