mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  function         = { name = "threadwell-dev-chat-stream", alias_name = "live" }
  distribution_arn = "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE"
}

run "streams_to_one_distribution" {
  assert {
    condition     = aws_lambda_function_url.this.invoke_mode == "RESPONSE_STREAM" && aws_lambda_function_url.this.authorization_type == "AWS_IAM" && aws_lambda_function_url.this.qualifier == "live"
    error_message = "A stream of the alias, for signed calls."
  }

  assert {
    condition     = length(aws_lambda_function_url.this.cors) == 0
    error_message = "CORS is the function's."
  }

  assert {
    condition     = aws_lambda_permission.url.action == "lambda:InvokeFunctionUrl" && aws_lambda_permission.function.action == "lambda:InvokeFunction" && aws_lambda_permission.function.invoked_via_function_url
    error_message = "Both permissions, the second for calls by the URL only."
  }

  assert {
    condition     = alltrue([for p in [aws_lambda_permission.url, aws_lambda_permission.function] : p.principal == "cloudfront.amazonaws.com" && p.source_arn == var.distribution_arn && p.qualifier == "live"])
    error_message = "One distribution, the alias."
  }

  assert {
    condition     = output.url_domain == "abcdefghij.lambda-url.us-east-1.on.aws"
    error_message = "A host, as an origin has it."
  }
}

run "refuses_everybodys_distribution" {
  command = plan

  variables {
    distribution_arn = "*"
  }

  expect_failures = [var.distribution_arn]
}
