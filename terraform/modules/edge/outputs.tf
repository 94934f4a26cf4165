output "distribution_id" {
  description = "Id of the distribution; CI invalidates pages by it."
  value       = aws_cloudfront_distribution.this.id
}

output "distribution_arn" {
  description = "ARN of the distribution, which alone may call the streaming function."
  value       = aws_cloudfront_distribution.this.arn
}

output "distribution_domain" {
  description = "The domain that CloudFront gave; what your own domain's CNAME points at."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "domain" {
  description = "The host that visitors see."
  value       = var.domain == null ? aws_cloudfront_distribution.this.domain_name : var.domain.name
}

output "site_bucket" {
  description = "Where CI publishes pages, widget and desk."
  value       = { name = aws_s3_bucket.site.bucket, arn = aws_s3_bucket.site.arn }
}

output "web_acl_arn" {
  description = "ARN of the firewall."
  value       = aws_wafv2_web_acl.this.arn
}

output "web_acl_name" {
  description = "Name of the firewall; a dimension of its metrics in us-east-1."
  value       = aws_wafv2_web_acl.this.name
}

output "access_log_group_name" {
  description = "Where requests are logged, in us-east-1; null where they are not."
  value       = one([for group in aws_cloudwatch_log_group.access : group.name])
}

output "protections" {
  description = "Whether the site's files survive a destroy, and whether the firewall stands in front."
  value = {
    site_files_survive_destroy = !aws_s3_bucket.site.force_destroy
    firewall                   = aws_cloudfront_distribution.this.web_acl_id == aws_wafv2_web_acl.this.arn
  }
}

output "log_group_name" {
  description = "Where refused requests are logged, in us-east-1."
  value       = aws_cloudwatch_log_group.firewall.name
}
