# How each request went, and not who sent it: no address, no browser, no page that somebody came from, no query, no cookie. Off unless it is asked
# for: it is paid by the request, and what goes wrong is measured without it.
locals {
  access_log = var.access_logs.enabled ? { this = true } : {}
}

resource "aws_cloudwatch_log_group" "access" {
  for_each = local.access_log

  # Below this prefix the delivery needs no policy of its own for each group.
  name              = "/aws/vendedlogs/cloudfront/${var.name}"
  region            = "us-east-1" # where CloudFront delivers from
  retention_in_days = var.access_logs.retention_days
}

resource "aws_cloudwatch_log_delivery_source" "access" {
  for_each = local.access_log

  name         = "${var.name}-edge"
  region       = "us-east-1"
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.this.arn
}

resource "aws_cloudwatch_log_delivery_destination" "access" {
  for_each = local.access_log

  name          = "${var.name}-edge"
  region        = "us-east-1"
  output_format = "json" # as Logs Insights reads it

  delivery_destination_configuration {
    destination_resource_arn = aws_cloudwatch_log_group.access[each.key].arn
  }
}

resource "aws_cloudwatch_log_delivery" "access" {
  for_each = local.access_log

  region                   = "us-east-1"
  delivery_source_name     = aws_cloudwatch_log_delivery_source.access[each.key].name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.access[each.key].arn

  record_fields = [
    "date",
    "time",
    "cs-method",
    "cs-uri-stem",
    "sc-status",
    "sc-bytes",
    "time-taken",
    "time-to-first-byte",
    "x-edge-result-type",
    "x-edge-detailed-result-type",
    "x-edge-location",
    "x-edge-request-id",
    "cs-protocol-version",
  ]
}
