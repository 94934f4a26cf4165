mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "threadwell-dev"
  function = {
    name       = "threadwell-dev-chat"
    alias_name = "live"
    invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:threadwell-dev-chat:live/invocations"
  }
  authorizer      = { issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example01", audience = "4exampleclientid" }
  allowed_origins = ["https://help.example.com"]
}

run "answers_every_route" {
  assert {
    condition     = alltrue([for key in ["POST /chat", "POST /session", "GET /health", "POST /webhooks/zendesk", "POST /support-request"] : aws_apigatewayv2_route.this[key].authorization_type == "NONE"])
    error_message = "Visitors, services and Zendesk bring no token of Cognito."
  }

  assert {
    condition = alltrue([
      for key, route in aws_apigatewayv2_route.this :
      route.authorization_type == "JWT" && route.authorizer_id == aws_apigatewayv2_authorizer.curator.id
      if can(regex("^[A-Z]+ /(drafts|gaps|refreshes|search|curate/me|support-request/\\{id\\}/feedback)", key)) || contains(["POST /workflows", "GET /workflows", "GET /workflows/{id}"], key)
    ])
    error_message = "Curators' routes want a signed-in person."
  }

  assert {
    condition     = !contains(keys(aws_apigatewayv2_route.this), "$default") && !contains(keys(aws_apigatewayv2_route.this), "POST /chat/stream")
    error_message = "What is not served wakes nothing, and a stream does not come through here."
  }

  assert {
    condition     = alltrue([for path in ["/chat", "/articles/*", "/drafts", "/drafts/*", "/workflows/*", "/support-request/*", "/webhooks/zendesk"] : contains(output.paths, path)]) && !contains(output.paths, "/*")
    error_message = "CloudFront knows the paths."
  }

  # 75 for a distribution, and three are others'.
  assert {
    condition     = length(output.paths) <= 72
    error_message = "A distribution has 75 behaviours."
  }
}

run "lets_in_listed_origins_only" {
  assert {
    condition     = aws_apigatewayv2_api.this.cors_configuration[0].allow_origins == toset(["https://help.example.com"])
    error_message = "The listed origins and no others."
  }

  assert {
    condition     = contains(aws_apigatewayv2_api.this.cors_configuration[0].allow_headers, "x-threadwell-session") && !contains(aws_apigatewayv2_api.this.cors_configuration[0].allow_headers, "authorization")
    error_message = "A page of another site sends a session's token, and never a curator's."
  }
}

run "throttles_and_logs" {
  assert {
    condition     = aws_apigatewayv2_stage.default.default_route_settings[0].throttling_rate_limit == 50 && aws_apigatewayv2_stage.default.default_route_settings[0].throttling_burst_limit == 100
    error_message = "Both limits are set."
  }

  assert {
    condition     = aws_cloudwatch_log_group.access[0].retention_in_days == 30 && length(aws_apigatewayv2_stage.default.access_log_settings) == 1
    error_message = "Calls are logged, for a time."
  }

  assert {
    condition     = !can(regex("(?i)context.path|sourceIp|authorization\"|userAgent", aws_apigatewayv2_stage.default.access_log_settings[0].format))
    error_message = "No token and no person in a log."
  }

  assert {
    condition     = aws_lambda_permission.this.qualifier == "live" && aws_lambda_permission.this.source_arn == "${aws_apigatewayv2_api.this.execution_arn}/*"
    error_message = "This API may call the alias, and nobody else."
  }

  assert {
    condition     = aws_apigatewayv2_integration.function.payload_format_version == "2.0"
    error_message = "The functions read format 2.0."
  }
}

run "works_without_logs_and_origins" {
  variables {
    access_logs     = { enabled = false }
    allowed_origins = []
  }

  assert {
    condition     = output.log_group_name == null && length(aws_apigatewayv2_api.this.cors_configuration) == 0
    error_message = "Nothing that was not asked for."
  }
}

run "refuses_every_origin" {
  command = plan

  variables {
    allowed_origins = ["*"]
  }

  expect_failures = [var.allowed_origins]
}

run "refuses_plain_http" {
  command = plan

  variables {
    allowed_origins = ["http://help.example.com"]
  }

  expect_failures = [var.allowed_origins]
}
