locals {
  # From names and not from the function, whose role this is.
  function_arn = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:${var.name}"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.name
  description        = "What the function ${var.name} may do."
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "this" {
  # One document and not a policy each: whether a text is null is known before it is, and a count may not depend on it.
  source_policy_documents = var.function.policy_json == null ? [] : [var.function.policy_json]

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }

  dynamic "statement" {
    for_each = var.function.xray ? [1] : []

    content {
      sid     = "SendTraces"
      actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
      # X-Ray has no resource for these two.
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = var.function.dead_letter_arn == null ? [] : [var.function.dead_letter_arn]

    content {
      sid       = "KeepWhatFailed"
      actions   = ["sqs:SendMessage"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = var.function.durable == null ? [] : [1]

    content {
      sid     = "KeepItsSteps"
      actions = ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"]
      # Runs belong to a version or the alias: an ARN without one matches none of them.
      resources = ["${local.function_arn}:*"]
    }
  }

  dynamic "statement" {
    for_each = var.function.vpc == null ? [] : [1]

    content {
      sid = "JoinNetwork"
      actions = [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:UnassignPrivateIpAddresses",
      ]
      # Interfaces have no name before they are there, and Describe has no resource. Only Lambda itself may use this: the function's own
      # calls are refused below.
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = var.function.vpc == null ? [] : [1]

    content {
      sid    = "NetworkIsForLambdaAlone"
      effect = "Deny"
      actions = [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:UnassignPrivateIpAddresses",
      ]
      resources = ["*"]

      condition {
        test     = "ArnEquals"
        variable = "lambda:SourceFunctionArn"
        values   = [local.function_arn]
      }
    }
  }
}

resource "aws_iam_role_policy" "this" {
  name   = "function"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
