locals {
  # Rules that only count. Visitors of a support chat paste configuration, markup, paths and stack traces; it is data to us, never run or
  # included, and a firewall that blocks it blocks the questions. Bodies are limited by the functions (64 KB).
  counted = ["CrossSiteScripting_BODY", "EC2MetaDataSSRF_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "SizeRestrictions_BODY"]

  managed_rules = {
    AWSManagedRulesAmazonIpReputationList = { priority = 10, counted = [] }
    AWSManagedRulesCommonRuleSet          = { priority = 20, counted = local.counted }
    AWSManagedRulesKnownBadInputsRuleSet  = { priority = 30, counted = [] }
  }
}

resource "aws_wafv2_web_acl" "this" {
  name        = "${var.name}-edge"
  description = "In front of ${var.name}."
  region      = "us-east-1" # where everything of CloudFront's firewall is
  scope       = "CLOUDFRONT"

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = local.managed_rules

    content {
      name     = rule.key
      priority = rule.value.priority

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          name        = rule.key
          vendor_name = "AWS"

          dynamic "rule_action_override" {
            for_each = toset(rule.value.counted)

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.key
        sampled_requests_enabled   = false # samples hold headers of visitors
      }
    }
  }

  rule {
    name     = "rate"
    priority = 40

    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }

    statement {
      rate_based_statement {
        limit                 = var.firewall.rate_limit
        aggregate_key_type    = "IP"
        evaluation_window_sec = 300
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "${var.name}-edge"
    sampled_requests_enabled   = false
  }
}

resource "aws_cloudwatch_log_group" "firewall" {
  name              = "aws-waf-logs-${var.name}-edge" # the prefix is WAF's condition
  region            = "us-east-1"
  retention_in_days = var.firewall.log_retention_days
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  region                  = "us-east-1"
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.firewall.arn]

  # Refused requests only: who was let in is nobody's business here.
  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      condition {
        action_condition {
          action = "BLOCK"
        }
      }
    }
  }

  dynamic "redacted_fields" {
    for_each = toset(["authorization", "cookie", "x-threadwell-session"])

    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }
}
