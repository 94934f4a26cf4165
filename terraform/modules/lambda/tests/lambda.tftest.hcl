mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "threadwell-dev-chat"
  function = {
    description = "Answers."
    package     = "versions.tf" # any file: nothing is deployed
    environment = { THREADWELL_VERSION = "test" }
    policy_json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  }
}

run "is_as_every_function" {
  assert {
    condition     = aws_lambda_function.this.runtime == "nodejs24.x" && one(aws_lambda_function.this.architectures) == "arm64" && aws_lambda_function.this.publish
    error_message = "Node 24 on arm64, and a version of each change."
  }

  assert {
    condition     = aws_lambda_function.this.logging_config[0].log_format == "JSON" && aws_lambda_function.this.logging_config[0].log_group == aws_cloudwatch_log_group.this.name
    error_message = "JSON into the group that has an end."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 30 && aws_cloudwatch_log_group.this.name == "/aws/lambda/threadwell-dev-chat"
    error_message = "Logs end."
  }

  assert {
    condition     = aws_lambda_function.this.tracing_config[0].mode == "Active" && aws_lambda_function.this.reserved_concurrent_executions == -1
    error_message = "Traces, and the account's concurrency."
  }

  assert {
    condition     = output.alias_name == "live" && aws_lambda_alias.live.function_version == "7"
    error_message = "The alias follows the newest version."
  }

  assert {
    condition     = endswith(output.alias_response_streaming_invoke_arn, ":live/response-streaming-invocations")
    error_message = "A streamed call goes to the alias as well."
  }

  assert {
    condition     = alltrue([for s in data.aws_iam_policy_document.this.statement : s.sid == "SendTraces" || !contains(s.resources, "*")])
    error_message = "Only X-Ray has no resources."
  }

  assert {
    condition     = toset(data.aws_iam_policy_document.this.statement[*].sid) == toset(["WriteLog", "SendTraces"])
    error_message = "A plain function may write its log and send traces."
  }

  assert {
    condition     = length(data.aws_iam_policy_document.this.source_policy_documents) == 1
    error_message = "What the caller grants is joined."
  }

  assert {
    condition     = length(aws_lambda_provisioned_concurrency_config.live) == 0 && length(aws_lambda_function.this.durable_config) == 0 && length(aws_lambda_function.this.vpc_config) == 0
    error_message = "Nothing that costs by itself unless it is asked for."
  }
}

run "goes_back" {
  variables {
    function_version = "3"
  }

  assert {
    condition     = aws_lambda_alias.live.function_version == "3"
    error_message = "An earlier version is one number away."
  }
}

run "has_everything" {
  variables {
    function = {
      description             = "Works for days."
      package                 = "versions.tf"
      timeout_s               = 300
      reserved_concurrency    = 10
      provisioned_concurrency = 2
      dead_letter_arn         = "arn:aws:sqs:us-east-1:123456789012:threadwell-dev-dead"
      vpc                     = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
      durable                 = { execution_timeout_s = 604800 }
      xray                    = false
    }
  }

  assert {
    condition     = aws_lambda_function.this.durable_config[0].execution_timeout == 604800 && aws_lambda_function.this.durable_config[0].retention_period == 14
    error_message = "A run of seven days, kept fourteen."
  }

  assert {
    condition = anytrue([
      for s in data.aws_iam_policy_document.this.statement :
      contains(s.actions, "lambda:CheckpointDurableExecution") && contains(s.resources, "arn:aws:lambda:us-east-1:123456789012:function:threadwell-dev-chat:*")
    ])
    error_message = "Runs are kept under a version, which an ARN without one does not match."
  }

  assert {
    condition     = aws_lambda_function.this.dead_letter_config[0].target_arn == "arn:aws:sqs:us-east-1:123456789012:threadwell-dev-dead"
    error_message = "What failed for good is kept."
  }

  assert {
    condition     = anytrue([for s in data.aws_iam_policy_document.this.statement : contains(s.actions, "sqs:SendMessage") && s.resources == toset(["arn:aws:sqs:us-east-1:123456789012:threadwell-dev-dead"])])
    error_message = "It may send to its dead letters and to no other queue."
  }

  assert {
    condition     = anytrue([for s in data.aws_iam_policy_document.this.statement : s.effect == "Deny" && contains(s.actions, "ec2:CreateNetworkInterface")])
    error_message = "The function's own code makes no network interfaces."
  }

  assert {
    condition     = aws_lambda_provisioned_concurrency_config.live[0].qualifier == "live" && aws_lambda_function.this.tracing_config[0].mode == "PassThrough"
    error_message = "Warm environments are on the alias; no traces where none are wanted."
  }

  assert {
    condition     = !contains(data.aws_iam_policy_document.this.statement[*].sid, "SendTraces")
    error_message = "No right without a use."
  }
}

run "refuses_a_moving_version" {
  command = plan

  variables {
    function_version = "$LATEST"
  }

  expect_failures = [var.function_version]
}

run "refuses_logs_without_end" {
  command = plan

  variables {
    function = { description = "x", package = "versions.tf", log_retention_days = 0 }
  }

  expect_failures = [var.function]
}

run "refuses_too_long" {
  command = plan

  variables {
    function = { description = "x", package = "versions.tf", timeout_s = 901 }
  }

  expect_failures = [var.function]
}
