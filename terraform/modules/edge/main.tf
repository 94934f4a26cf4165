locals {
  stream_path = "/chat/stream"
  # The first that matches wins: the stream before the API, whose paths may hold a star.
  api_paths = { for path in var.http_api.paths : path => startswith(path, "/webhooks/") ? "webhooks" : "api" if path != local.stream_path }
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "${var.name}-site"
  description                       = "Signs what is read from the site's bucket."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_control" "stream" {
  name                              = "${var.name}-stream"
  description                       = "Signs what is sent to the function URL."
  origin_access_control_origin_type = "lambda"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_function" "site_path" {
  name    = "${var.name}-site-path"
  comment = "Folders of the site"
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = file("${path.module}/site-path.js")
}

resource "aws_cloudfront_function" "viewer_host" {
  name    = "${var.name}-viewer-host"
  comment = "Tells the streaming function which host was visited"
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = file("${path.module}/viewer-host.js")
}

resource "aws_cloudfront_distribution" "this" {
  enabled             = true
  comment             = var.name
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  default_root_object = "index.html"
  price_class         = var.price_class
  aliases             = var.domain == null ? [] : [var.domain.name]
  web_acl_id          = aws_wafv2_web_acl.this.arn # the ARN: an id is what the WAF before this one had

  origin {
    origin_id                = "site"
    domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  origin {
    origin_id   = "http-api"
    domain_name = trimprefix(var.http_api.endpoint, "https://")

    custom_header {
      name  = "x-threadwell-origin"
      value = var.origin_secret
    }

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = 35 # the API itself ends a call after 30 s, and says so
    }
  }

  origin {
    origin_id                = "stream"
    domain_name              = var.stream_domain
    origin_access_control_id = aws_cloudfront_origin_access_control.stream.id

    custom_header {
      name  = "x-threadwell-origin"
      value = var.origin_secret
    }

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = 60 # of silence; a stream sends a ping every 15 s
    }
  }

  default_cache_behavior {
    target_origin_id           = "site"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = data.aws_cloudfront_cache_policy.optimized.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.site.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.site_path.arn
    }
  }

  ordered_cache_behavior {
    path_pattern               = local.stream_path
    target_origin_id           = "stream"
    viewer_protocol_policy     = "https-only"
    allowed_methods            = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] # POST comes with all of them
    cached_methods             = ["GET", "HEAD"]
    compress                   = false # would hold back what streams
    cache_policy_id            = data.aws_cloudfront_cache_policy.disabled.id
    origin_request_policy_id   = aws_cloudfront_origin_request_policy.this["stream"].id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.api.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.viewer_host.arn
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = local.api_paths

    content {
      path_pattern               = ordered_cache_behavior.key
      target_origin_id           = "http-api"
      viewer_protocol_policy     = "https-only" # a redirect would come after the body was sent in the clear
      allowed_methods            = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
      cached_methods             = ["GET", "HEAD"]
      compress                   = true
      cache_policy_id            = aws_cloudfront_cache_policy.uncached.id
      origin_request_policy_id   = aws_cloudfront_origin_request_policy.this[ordered_cache_behavior.value].id
      response_headers_policy_id = aws_cloudfront_response_headers_policy.api.id
    }
  }

  # These are kept for ten seconds otherwise, whatever the answer says of it, and under a name that has no session in it: one visitor's failure would be
  # told to all others. No page stands here, so that the answer is the function's own. 404 with no-store is not kept.
  dynamic "custom_error_response" {
    for_each = toset([500, 502, 503, 504])

    content {
      error_code            = custom_error_response.value
      error_caching_min_ttl = 0
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.domain == null
    acm_certificate_arn            = try(var.domain.certificate_arn, null)
    ssl_support_method             = var.domain == null ? null : "sni-only"
    # CloudFront's own certificate decides by itself.
    minimum_protocol_version = var.domain == null ? null : "TLSv1.2_2021"
  }
}
