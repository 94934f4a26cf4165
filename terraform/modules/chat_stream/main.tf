resource "aws_lambda_function_url" "this" {
  function_name      = var.function.name
  qualifier          = var.function.alias_name
  authorization_type = "AWS_IAM"
  invoke_mode        = "RESPONSE_STREAM"

  # No cors block: the function answers preflights itself, as it does everywhere else.
}

# Both are needed: a function URL asks for the right to its address and for the right to its function.
resource "aws_lambda_permission" "url" {
  statement_id           = "AllowCloudFrontInvokeUrl"
  action                 = "lambda:InvokeFunctionUrl"
  function_name          = aws_lambda_function_url.this.function_name
  qualifier              = aws_lambda_function_url.this.qualifier
  principal              = "cloudfront.amazonaws.com"
  source_arn             = var.distribution_arn
  function_url_auth_type = "AWS_IAM"
}

resource "aws_lambda_permission" "function" {
  statement_id             = "AllowCloudFrontInvokeFunction"
  action                   = "lambda:InvokeFunction"
  function_name            = aws_lambda_function_url.this.function_name
  qualifier                = aws_lambda_function_url.this.qualifier
  principal                = "cloudfront.amazonaws.com"
  source_arn               = var.distribution_arn
  invoked_via_function_url = true
}
