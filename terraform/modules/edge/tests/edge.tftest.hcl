mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name    = "threadwell-dev"
  is_prod = false
  http_api = {
    endpoint = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
    paths    = ["/chat", "/chat/confirm", "/session", "/articles/*", "/curate/me", "/drafts", "/drafts/*", "/webhooks/zendesk"]
  }
  stream_domain   = "abcdefghij.lambda-url.us-east-1.on.aws"
  origin_secret   = "0123456789abcdef0123456789abcdef"
  allowed_origins = ["https://help.example.com"]
}

run "sends_each_path_where_it_belongs" {
  assert {
    condition     = aws_cloudfront_distribution.this.ordered_cache_behavior[0].path_pattern == "/chat/stream" && aws_cloudfront_distribution.this.ordered_cache_behavior[0].target_origin_id == "stream"
    error_message = "The stream is looked at first."
  }

  assert {
    condition     = toset([for b in aws_cloudfront_distribution.this.ordered_cache_behavior : b.path_pattern if b.target_origin_id == "http-api"]) == toset(var.http_api.paths)
    error_message = "The API gets its paths and no others."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].target_origin_id == "site"
    error_message = "Widget, desk and pages come from the bucket."
  }

  assert {
    condition     = !aws_cloudfront_distribution.this.ordered_cache_behavior[0].compress
    error_message = "A stream is not held back for compressing."
  }

  assert {
    condition     = alltrue([for b in aws_cloudfront_distribution.this.ordered_cache_behavior : b.viewer_protocol_policy == "https-only" && contains(b.allowed_methods, "POST")])
    error_message = "Questions come over https, by POST."
  }

  assert {
    condition     = one([for b in aws_cloudfront_distribution.this.ordered_cache_behavior : b.origin_request_policy_id if b.path_pattern == "/webhooks/zendesk"]) == aws_cloudfront_origin_request_policy.this["webhooks"].id
    error_message = "Zendesk's signature comes through."
  }
}

run "proves_where_a_call_came_from" {
  assert {
    condition = alltrue([
      for origin in aws_cloudfront_distribution.this.origin :
      one(origin.custom_header).name == "x-threadwell-origin" && one(origin.custom_header).value == var.origin_secret if origin.origin_id != "site"
    ])
    error_message = "Both kinds of functions want the secret header."
  }

  assert {
    condition     = alltrue([for origin in aws_cloudfront_distribution.this.origin : one(origin.custom_origin_config).origin_protocol_policy == "https-only" if origin.origin_id != "site"])
    error_message = "The secret travels encrypted."
  }

  assert {
    condition     = alltrue([for policy in aws_cloudfront_origin_request_policy.this : one(policy.headers_config).header_behavior == "whitelist" && contains(one(one(policy.headers_config).headers).items, "CloudFront-Viewer-Address") && length(one(one(policy.headers_config).headers).items) <= 10])
    error_message = "The visitor's address is CloudFront's word, and a list has ten headers."
  }

  assert {
    condition     = contains(one(one(aws_cloudfront_origin_request_policy.this["stream"].headers_config).headers).items, "X-Amz-Content-Sha256")
    error_message = "A signed body needs its hash."
  }

  assert {
    condition = contains(one(one(aws_cloudfront_origin_request_policy.this["stream"].headers_config).headers).items, "X-Threadwell-Host") && alltrue([
      for behavior in aws_cloudfront_distribution.this.ordered_cache_behavior : one(behavior.function_association).function_arn == aws_cloudfront_function.viewer_host.arn if behavior.path_pattern == "/chat/stream"
    ]) && alltrue([for key, policy in aws_cloudfront_origin_request_policy.this : key == "stream" || !contains(one(one(policy.headers_config).headers).items, "X-Threadwell-Host")])
    error_message = "The streaming function hears the visited host from CloudFront, and nobody else hears it from a visitor."
  }

  assert {
    condition     = aws_cloudfront_origin_access_control.stream.origin_access_control_origin_type == "lambda" && aws_cloudfront_origin_access_control.stream.signing_behavior == "always"
    error_message = "Calls of the function URL are signed."
  }
}

run "keeps_nothing_and_hides_the_bucket" {
  assert {
    condition     = aws_cloudfront_cache_policy.uncached.default_ttl == 0 && aws_cloudfront_cache_policy.uncached.max_ttl <= 1
    error_message = "Answers are not cached."
  }

  assert {
    condition = { for error in aws_cloudfront_distribution.this.custom_error_response : error.error_code => error.error_caching_min_ttl } == { for code in [500, 502, 503, 504] : code => 0 } && alltrue([
      for error in aws_cloudfront_distribution.this.custom_error_response : try(length(error.response_page_path), 0) == 0
    ])
    error_message = "One visitor's failure is not told to the next ones, and no page takes its place."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.site.block_public_policy && aws_s3_bucket_public_access_block.site.restrict_public_buckets && aws_s3_bucket_public_access_block.site.block_public_acls && aws_s3_bucket_public_access_block.site.ignore_public_acls
    error_message = "The bucket is nobody's but CloudFront's."
  }

  assert {
    condition     = anytrue(flatten([for s in data.aws_iam_policy_document.site.statement : [for c in s.condition : s.effect == "Deny" && c.variable == "aws:SecureTransport" && contains(c.values, "false")]]))
    error_message = "TLS only."
  }

  assert {
    condition     = alltrue(flatten([for s in data.aws_iam_policy_document.site.statement : [for c in s.condition : c.variable == "AWS:SourceArn" && contains(c.values, aws_cloudfront_distribution.this.arn)] if s.effect != "Deny"]))
    error_message = "This distribution alone."
  }

  assert {
    condition     = aws_s3_bucket_versioning.site.versioning_configuration[0].status == "Enabled" && aws_s3_bucket.site.force_destroy
    error_message = "The build before can be put back; dev can be thrown away."
  }
}

run "sends_headers_that_protect" {
  assert {
    condition     = one(one(aws_cloudfront_response_headers_policy.site.security_headers_config).strict_transport_security).access_control_max_age_sec >= 31536000
    error_message = "A year of https at least."
  }

  assert {
    condition     = strcontains(one(one(aws_cloudfront_response_headers_policy.site.security_headers_config).content_security_policy).content_security_policy, "script-src 'self';") && strcontains(one(one(aws_cloudfront_response_headers_policy.site.security_headers_config).content_security_policy).content_security_policy, "connect-src 'self';")
    error_message = "Pages load and call nothing but their own domain."
  }

  assert {
    condition     = length(one(aws_cloudfront_response_headers_policy.api.security_headers_config).content_security_policy) == 0
    error_message = "The app's own policies stand."
  }

  assert {
    condition     = one(one(aws_cloudfront_response_headers_policy.site.cors_config).access_control_allow_origins).items == toset(["https://help.example.com"])
    error_message = "Listed sites may load the widget, and no others."
  }
}

run "has_a_firewall" {
  assert {
    condition     = length(aws_cloudwatch_log_delivery.access) == 0 && length(aws_cloudwatch_log_group.access) == 0 && output.access_log_group_name == null
    error_message = "It costs by the request."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.web_acl_id == aws_wafv2_web_acl.this.arn && aws_wafv2_web_acl.this.scope == "CLOUDFRONT" && aws_wafv2_web_acl.this.region == "us-east-1"
    error_message = "The firewall is CloudFront's."
  }

  assert {
    condition     = toset([for r in aws_wafv2_web_acl.this.rule : r.name]) == toset(["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "rate"])
    error_message = "Known bad addresses, common attacks, known bad inputs, too many calls."
  }

  assert {
    condition     = aws_cloudwatch_log_group.firewall.retention_in_days == 30 && one(aws_wafv2_web_acl_logging_configuration.this.logging_filter).default_behavior == "DROP"
    error_message = "Refused calls are logged, for a time; others are not."
  }
}

run "has_the_own_domain" {
  variables {
    is_prod        = true
    sign_in_origin = "https://threadwell-prod-123456789012.auth.us-east-1.amazoncognito.com"
    domain         = { name = "help.example.com", certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555" }
  }

  assert {
    condition     = length(aws_route53_record.this) == 0
    error_message = "Who keeps names elsewhere makes the record there."
  }

  assert {
    condition     = output.domain == "help.example.com" && one(aws_cloudfront_distribution.this.viewer_certificate).minimum_protocol_version == "TLSv1.2_2021"
    error_message = "The own name, with TLS of today."
  }

  assert {
    condition     = !aws_s3_bucket.site.force_destroy
    error_message = "prod keeps its files."
  }

  assert {
    condition     = strcontains(one(one(aws_cloudfront_response_headers_policy.site.security_headers_config).content_security_policy).content_security_policy, "connect-src 'self' https://threadwell-prod-123456789012.auth.us-east-1.amazoncognito.com;")
    error_message = "The desk may fetch tokens."
  }
}

run "is_found_by_its_own_name_and_logs_requests_without_whose_they_are" {
  variables {
    access_logs = { enabled = true, retention_days = 7 }

    domain = { name = "help.example.com", certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555", zone_id = "Z0123456789EXAMPLE" }
  }

  assert {
    condition = keys(aws_route53_record.this) == ["A", "AAAA"] && alltrue([for type, record in aws_route53_record.this :
      record.name == "help.example.com" && record.type == type && one(record.alias).name == aws_cloudfront_distribution.this.domain_name && one(record.alias).zone_id == aws_cloudfront_distribution.this.hosted_zone_id
    ])
    error_message = "Both kinds of addresses lead to this distribution."
  }

  assert {
    condition     = aws_cloudwatch_log_group.access["this"].retention_in_days == 7 && output.access_log_group_name == "/aws/vendedlogs/cloudfront/threadwell-dev"
    error_message = "The log ends, and is listed."
  }

  assert {
    condition     = alltrue([for each in [aws_cloudwatch_log_group.access["this"], aws_cloudwatch_log_delivery_source.access["this"], aws_cloudwatch_log_delivery_destination.access["this"], aws_cloudwatch_log_delivery.access["this"]] : each.region == "us-east-1"]) && aws_cloudwatch_log_delivery_source.access["this"].resource_arn == aws_cloudfront_distribution.this.arn
    error_message = "CloudFront delivers from us-east-1."
  }

  assert {
    condition     = length(setintersection(aws_cloudwatch_log_delivery.access["this"].record_fields, ["c-ip", "c-port", "x-forwarded-for", "cs(Cookie)", "cs(Referer)", "cs(User-Agent)", "cs-uri-query"])) == 0 && contains(aws_cloudwatch_log_delivery.access["this"].record_fields, "sc-status")
    error_message = "No address, browser, query or cookie of a visitor."
  }
}

run "refuses_what_is_no_domain_and_no_zone" {
  command = plan

  variables {
    domain = { name = "https://help.example.com", certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1", zone_id = "/hostedzone/Z1" }
  }

  expect_failures = [var.domain]
}

run "refuses_a_certificate_elsewhere" {
  command = plan

  variables {
    domain = { name = "help.example.com", certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/1" }
  }

  expect_failures = [var.domain]
}

run "refuses_a_short_secret" {
  command = plan

  variables {
    origin_secret = "secret"
  }

  expect_failures = [var.origin_secret]
}

run "refuses_every_origin" {
  command = plan

  variables {
    allowed_origins = ["*"]
  }

  expect_failures = [var.allowed_origins]
}
