data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  topics = toset(["success", "failure"])

  account = data.aws_caller_identity.current.account_id
  root    = "arn:${data.aws_partition.current.partition}:iam::${local.account}:root"
}

# SNS has a key of its own, through which no alarm and no budget may publish. This one costs a dollar a month.
resource "aws_kms_key" "topics" {
  description             = "${var.name}: notices to operators"
  enable_key_rotation     = true
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountAdministersTheKey"
        Effect    = "Allow"
        Principal = { AWS = local.root }
        Action    = "kms:*"
        # In the policy of a key, this key is the only resource.
        Resource = "*"
      },
      {
        Sid       = "WhoMayPublishMayEncrypt"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "kms:CallerAccount" = local.account
            "kms:ViaService"    = "sns.${data.aws_region.current.region}.amazonaws.com"
          }
        }
      },
      {
        Sid       = "AlarmsAndBudgetsEncrypt"
        Effect    = "Allow"
        Principal = { Service = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
    ]
  })
}

resource "aws_kms_alias" "topics" {
  name          = "alias/${var.name}-topics"
  target_key_id = aws_kms_key.topics.key_id
}

resource "aws_sns_topic" "notices" {
  for_each = local.topics

  name              = "${var.name}-${each.key}"
  kms_master_key_id = aws_kms_key.topics.arn
}

resource "aws_sns_topic_policy" "notices" {
  for_each = local.topics

  arn = aws_sns_topic.notices[each.key].arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AlarmsAndBudgetsPublish"
        Effect    = "Allow"
        Principal = { Service = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.notices[each.key].arn
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
      {
        Sid       = "OnlyEncryptedConnections"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.notices[each.key].arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "alerts" {
  for_each = var.alert_emails

  topic_arn = aws_sns_topic.notices["failure"].arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_sns_topic_subscription" "notices" {
  for_each = var.notice_emails

  topic_arn = aws_sns_topic.notices["success"].arn
  protocol  = "email"
  endpoint  = each.value
}
