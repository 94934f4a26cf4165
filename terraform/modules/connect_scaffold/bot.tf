data "aws_iam_policy_document" "bot_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lexv2.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "bot" {
  statement {
    sid     = "Speak"
    actions = ["polly:SynthesizeSpeech"]
    # Polly has a resource for lexicons only, and the bot has none.
    resources = ["*"]
  }
}

resource "aws_iam_role" "bot" {
  name               = "${var.name}-bot"
  description        = "What the bot of Lex may do: speak."
  assume_role_policy = data.aws_iam_policy_document.bot_assume.json
}

resource "aws_iam_role_policy" "bot" {
  name   = "bot"
  role   = aws_iam_role.bot.id
  policy = data.aws_iam_policy_document.bot.json
}

locals {
  bot_template = templatefile("${path.module}/bot.yaml.tftpl", {
    name          = var.name
    role_arn      = aws_iam_role.bot.arn
    function_arn  = var.function.alias_arn
    ticket_fields = var.ticket_fields
    # A version is a snapshot: another logical id makes CloudFormation take another one. Of what is known at plan, so that the plan shows it.
    revision = substr(sha256(jsonencode([filesha256("${path.module}/bot.yaml.tftpl"), var.ticket_fields])), 0, 8)
  })
}

# Through CloudFormation: the provider has no alias for a bot, and its intents and slots of Lex V2 name each other in a circle.
resource "aws_cloudformation_stack" "bot" {
  name          = "${var.name}-bot"
  template_body = local.bot_template
  on_failure    = "DELETE"

  depends_on = [aws_iam_role_policy.bot]
}

resource "aws_lambda_permission" "lex" {
  statement_id   = "AllowLex"
  action         = "lambda:InvokeFunction"
  function_name  = var.function.name
  qualifier      = var.function.alias_name
  principal      = "lexv2.amazonaws.com"
  source_account = data.aws_caller_identity.current.account_id
  source_arn     = aws_cloudformation_stack.bot.outputs["AliasArn"]
}

# The provider's own association knows bots of Lex V1 only.
resource "aws_cloudformation_stack" "association" {
  name       = "${var.name}-bot-association"
  on_failure = "DELETE"
  template_body = jsonencode({
    AWSTemplateFormatVersion = "2010-09-09"
    Description              = "Lets an instance of Connect use the bot of ${var.name}."
    Resources = {
      Association = {
        Type = "AWS::Connect::IntegrationAssociation"
        Properties = {
          InstanceId      = local.instance_arn
          IntegrationType = "LEX_BOT"
          IntegrationArn  = aws_cloudformation_stack.bot.outputs["AliasArn"]
        }
      }
    }
  })
}
