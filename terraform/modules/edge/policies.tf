locals {
  # CloudFront forwards ten headers at most by a list. A list it must be: only what stands in one is CloudFront's own word on the visitor's
  # address; let through as it came, it would be the visitor's. tests/deployed-routes.test.ts holds the lists to what the code reads.
  forwarded_headers = jsondecode(file("${path.module}/forwarded-headers.json"))
}

data "aws_cloudfront_cache_policy" "optimized" {
  name = "Managed-CachingOptimized"
}

data "aws_cloudfront_cache_policy" "disabled" {
  name = "Managed-CachingDisabled"
}

# Nothing is kept: answers say no-store, and whatever does not has no time to live. The one second is there because a policy of 0 forwards no
# header, and Authorization is forwarded by a cache policy only.
resource "aws_cloudfront_cache_policy" "uncached" {
  name        = "${var.name}-uncached"
  comment     = "Forwards Authorization, keeps nothing"
  min_ttl     = 0
  default_ttl = 0
  max_ttl     = 1

  parameters_in_cache_key_and_forwarded_to_origin {
    headers_config {
      header_behavior = "whitelist"

      headers {
        items = ["Authorization"]
      }
    }

    cookies_config {
      cookie_behavior = "none"
    }

    query_strings_config {
      query_string_behavior = "all"
    }
  }
}

resource "aws_cloudfront_origin_request_policy" "this" {
  for_each = local.forwarded_headers

  name    = "${var.name}-${each.key}"
  comment = "What the functions read"

  headers_config {
    header_behavior = "whitelist"

    headers {
      items = each.value
    }
  }

  # Nothing on AWS lives in a cookie.
  cookies_config {
    cookie_behavior = "none"
  }

  query_strings_config {
    query_string_behavior = "all"
  }
}

# What the functions answer has its own policy for content; here is only what they leave to the domain.
resource "aws_cloudfront_response_headers_policy" "api" {
  name = "${var.name}-api"

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = false
      override                   = true
    }

    content_type_options {
      override = true
    }
  }
}

resource "aws_cloudfront_response_headers_policy" "site" {
  name = "${var.name}-site"

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = false
      override                   = true
    }

    content_type_options {
      override = true
    }

    referrer_policy {
      referrer_policy = "same-origin"
      override        = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    # As the local server's pages with scripts have it.
    content_security_policy {
      override = true
      content_security_policy = join("; ", [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        join(" ", compact(["connect-src 'self'", var.sign_in_origin])),
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
    }
  }

  # A module script of another domain is loaded with CORS.
  dynamic "cors_config" {
    for_each = length(var.allowed_origins) > 0 ? [var.allowed_origins] : []

    content {
      access_control_allow_credentials = false
      access_control_max_age_sec       = 600
      origin_override                  = true

      access_control_allow_origins {
        items = cors_config.value
      }

      access_control_allow_methods {
        items = ["GET", "HEAD"]
      }

      access_control_allow_headers {
        items = ["content-type"]
      }
    }
  }
}
