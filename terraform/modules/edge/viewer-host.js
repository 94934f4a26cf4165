/**
 * Runs in CloudFront for each call of the streaming function: says which host was visited, whatever the visitor says of it. The function cannot
 * know the name that CloudFront gives, since that is made after the function's own.
 */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const request = event.request; // the runtime does not know how to take objects apart
  request.headers['x-threadwell-host'] = { value: request.headers.host.value };
  return request;
}
