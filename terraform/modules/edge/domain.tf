# Where the zone of your own domain is in this account. Elsewhere somebody makes the two records by hand, of `distribution_domain`.
resource "aws_route53_record" "this" {
  for_each = try(var.domain.zone_id, null) == null ? [] : toset(["A", "AAAA"])

  zone_id = var.domain.zone_id
  name    = var.domain.name
  type    = each.value

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false # CloudFront has no health that Route 53 could ask for
  }
}
