output "url_domain" {
  description = "Host of the function URL, as CloudFront wants its origin: without scheme and slash."
  value       = trimsuffix(trimprefix(aws_lambda_function_url.this.function_url, "https://"), "/")
}
