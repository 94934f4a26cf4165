resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.function.log_retention_days
}

resource "aws_lambda_function" "this" {
  function_name = var.name
  description   = var.function.description
  role          = aws_iam_role.this.arn

  runtime       = "nodejs24.x"
  architectures = ["arm64"]
  handler       = var.function.handler
  memory_size   = var.function.memory_mb
  timeout       = var.function.timeout_s

  filename         = var.function.package
  source_code_hash = filebase64sha256(var.function.package)

  # Each change is a version of its own: what the alias points at stays as it was, and so does a durable run that has begun.
  publish = true

  reserved_concurrent_executions = coalesce(var.function.reserved_concurrency, -1)

  logging_config {
    log_format            = "JSON"
    log_group             = aws_cloudwatch_log_group.this.name
    application_log_level = var.function.log_level
    system_log_level      = "INFO" # the lines on time and memory of each call, which saved queries read
  }

  tracing_config {
    mode = var.function.xray ? "Active" : "PassThrough"
  }

  dynamic "environment" {
    for_each = length(var.function.environment) > 0 ? [var.function.environment] : []

    content {
      variables = environment.value
    }
  }

  dynamic "dead_letter_config" {
    for_each = var.function.dead_letter_arn == null ? [] : [var.function.dead_letter_arn]

    content {
      target_arn = dead_letter_config.value
    }
  }

  dynamic "vpc_config" {
    for_each = var.function.vpc == null ? [] : [var.function.vpc]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  # Can be set when a function is made and never later: to turn it on for an existing one is to make another.
  dynamic "durable_config" {
    for_each = var.function.durable == null ? [] : [var.function.durable]

    content {
      execution_timeout = durable_config.value.execution_timeout_s
      retention_period  = durable_config.value.retention_days
    }
  }

  timeouts {
    delete = "60m" # runs of a durable function are stopped first
  }

  # Lambda looks at the role when the function is made, and without the group it would make one that keeps logs for ever.
  depends_on = [aws_iam_role_policy.this]
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "What is called. An earlier version here is the way back."
  function_name    = aws_lambda_function.this.function_name
  function_version = coalesce(var.function_version, aws_lambda_function.this.version)
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  count = var.function.provisioned_concurrency > 0 ? 1 : 0

  function_name                     = aws_lambda_function.this.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = var.function.provisioned_concurrency
}
