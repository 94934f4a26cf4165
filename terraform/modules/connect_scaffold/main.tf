locals {
  creates_instance = var.instance_id == null
  instance_id      = local.creates_instance ? aws_connect_instance.this[0].id : var.instance_id
  instance_arn = local.creates_instance ? aws_connect_instance.this[0].arn : join(":", [
    "arn", data.aws_partition.current.partition, "connect", data.aws_region.current.region, data.aws_caller_identity.current.account_id, "instance/${var.instance_id}",
  ])
  instance_alias = coalesce(var.instance_alias, var.name)
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# Connect writes here of its own accord; made first, the group has an end.
resource "aws_cloudwatch_log_group" "flows" {
  count = local.creates_instance ? 1 : 0

  name              = "/aws/connect/${local.instance_alias}"
  retention_in_days = var.log_retention_days
}

resource "aws_connect_instance" "this" {
  count = local.creates_instance ? 1 : 0

  identity_management_type         = "CONNECT_MANAGED"
  instance_alias                   = local.instance_alias
  inbound_calls_enabled            = true
  outbound_calls_enabled           = false
  contact_flow_logs_enabled        = true
  auto_resolve_best_voices_enabled = true

  depends_on = [aws_cloudwatch_log_group.flows]

  lifecycle {
    # The quota counts deletions as well, and the alias stays taken for a while. To let go of it: `terraform state rm`, then delete it by hand.
    prevent_destroy = true
  }
}

resource "aws_lambda_permission" "connect" {
  statement_id   = "AllowConnect"
  action         = "lambda:InvokeFunction"
  function_name  = var.function.name
  qualifier      = var.function.alias_name
  principal      = "connect.amazonaws.com"
  source_account = data.aws_caller_identity.current.account_id
  source_arn     = local.instance_arn
}

resource "aws_connect_lambda_function_association" "this" {
  function_arn = var.function.alias_arn
  instance_id  = local.instance_id

  depends_on = [aws_lambda_permission.connect]
}

resource "aws_connect_contact_flow" "this" {
  for_each = {
    talk   = "Talks with the bot, which answers and files tickets."
    answer = "Answers the question that a contact begins with, its attribute `question`."
  }

  instance_id = local.instance_id
  name        = "${var.name}-${each.key}"
  description = each.value
  type        = "CONTACT_FLOW"
  content = templatefile("${path.module}/flows/${each.key}.json.tftpl", {
    alias_arn    = aws_cloudformation_stack.bot.outputs["AliasArn"]
    function_arn = var.function.alias_arn
    greeting     = jsonencode(var.greeting)
    apology      = jsonencode("I'm sorry, something went wrong on our side. Please try again later, or write to ${var.fallback_email}.")
  })

  # A flow is refused when it names what the instance does not know.
  depends_on = [aws_connect_lambda_function_association.this, aws_cloudformation_stack.association]
}
