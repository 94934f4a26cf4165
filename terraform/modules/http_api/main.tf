locals {
  # What the app serves and who may call it; tests/deployed-routes.test.ts holds the list to the app's own.
  routes = { for entry in jsondecode(file("${path.module}/routes.json")) : entry.route => entry.for }
  # Both are people of the company; which group a route wants the function knows.
  signed_in = ["curator", "operator"]

  # As CloudFront matches them: from the first parameter on, anything.
  paths = distinct([for key in keys(local.routes) : replace(split(" ", key)[1], "/\\{.*$/", "*")])
}

resource "aws_apigatewayv2_api" "this" {
  name          = "${var.name}-http"
  description   = "Every route that answers at once. Open to CloudFront only: the function refuses what lacks its secret header."
  protocol_type = "HTTP"

  # Here and not in the function: API Gateway answers preflights itself and replaces what the function says.
  dynamic "cors_configuration" {
    for_each = length(var.allowed_origins) > 0 ? [var.allowed_origins] : []

    content {
      allow_origins  = cors_configuration.value
      allow_methods  = ["GET", "POST", "PUT"]
      allow_headers  = ["content-type", "idempotency-key", "x-amz-content-sha256", "x-threadwell-session"]
      expose_headers = ["retry-after"]
      max_age        = 600
    }
  }
}

resource "aws_apigatewayv2_integration" "function" {
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = var.function.invoke_arn
  payload_format_version = "2.0"
  # API Gateway ends a call after 30 s; the function ends its answer before.
  timeout_milliseconds = 30000
}

resource "aws_lambda_permission" "this" {
  statement_id  = "AllowHttpApi"
  action        = "lambda:InvokeFunction"
  function_name = var.function.name
  qualifier     = var.function.alias_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*"
}

resource "aws_apigatewayv2_authorizer" "curator" {
  api_id           = aws_apigatewayv2_api.this.id
  name             = "curator"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.authorizer.issuer
    audience = [var.authorizer.audience]
  }
}

# No $default route: what the app does not serve never wakes the function.
resource "aws_apigatewayv2_route" "this" {
  for_each = local.routes

  api_id    = aws_apigatewayv2_api.this.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.function.id}"

  # Others show a session's token, a key, a signature or a one-time token, which the function checks. The groups of a curator it checks as well.
  authorization_type = contains(local.signed_in, each.value) ? "JWT" : "NONE"
  authorizer_id      = contains(local.signed_in, each.value) ? aws_apigatewayv2_authorizer.curator.id : null
}

resource "aws_cloudwatch_log_group" "access" {
  count = var.access_logs.enabled ? 1 : 0

  # Under this prefix log delivery needs no policy of its own for each group.
  name              = "/aws/vendedlogs/apigateway/${var.name}-http"
  retention_in_days = var.access_logs.retention_days
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  dynamic "access_log_settings" {
    for_each = aws_cloudwatch_log_group.access

    content {
      destination_arn = access_log_settings.value.arn
      # The route and never the path: a path holds ids of requests and workflows.
      format = jsonencode({
        time               = "$context.requestTime"
        requestId          = "$context.requestId"
        routeKey           = "$context.routeKey"
        status             = "$context.status"
        responseLength     = "$context.responseLength"
        responseLatency    = "$context.responseLatency"
        integrationLatency = "$context.integrationLatency"
        integrationError   = "$context.integrationErrorMessage"
        authorizerError    = "$context.authorizer.error"
      })
    }
  }

  # Both or neither: one that is left out is sent as 0 and blocks every call.
  default_route_settings {
    detailed_metrics_enabled = true
    throttling_rate_limit    = var.throttling.rate_limit
    throttling_burst_limit   = var.throttling.burst_limit
  }

  lifecycle {
    ignore_changes = [deployment_id] # each automatic deployment writes it
  }
}
