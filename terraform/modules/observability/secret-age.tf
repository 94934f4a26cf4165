# Secrets Manager measures no age, and Zendesk's token is not one that a function could change. So a schedule reminds: its name holds the version
# of the secrets, and with a new version it is another schedule, whose days begin again.
resource "aws_scheduler_schedule" "secret_age" {
  name                = "${var.name}-secret-age-${var.secret_age.version}"
  description         = "Reminds of secrets that should be changed."
  schedule_expression = "rate(${var.secret_age.max_days} ${var.secret_age.max_days == 1 ? "day" : "days"})"
  # Without a beginning the first one would come at once.
  start_date = terraform_data.first_reminder.output

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.topic_arn
    role_arn = aws_iam_role.reminder.arn
    input    = local.reminder

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 5
    }
  }

  lifecycle {
    # A change would send the old beginning along, and the Scheduler takes none that is over: another schedule, with a beginning of its own.
    replace_triggered_by = [terraform_data.first_reminder]
  }
}

locals {
  reminder = "The secrets of ${var.name} are ${var.secret_age.max_days} days old. What to do: ${var.runbook_base_url}docs/runbooks.md#secret-age"
  due_at   = timeadd(terraform_data.secrets_set.output, "${var.secret_age.max_days * 24}h")
}

# When somebody is reminded first: when the secrets are that old, or a day after the plan where they already are.
resource "terraform_data" "first_reminder" {
  input            = timecmp(local.due_at, timeadd(plantimestamp(), "24h")) > 0 ? local.due_at : timeadd(plantimestamp(), "24h")
  triggers_replace = [terraform_data.secrets_set.id, local.reminder, var.topic_arn]

  lifecycle {
    ignore_changes = [input] # as below
  }
}

# When this version of the secrets was first seen.
resource "terraform_data" "secrets_set" {
  input            = plantimestamp()
  triggers_replace = [var.secret_age.version]

  lifecycle {
    ignore_changes = [input] # each plan has another time; the first one counts
  }
}

data "aws_iam_policy_document" "reminder_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "reminder" {
  statement {
    sid       = "Remind"
    actions   = ["sns:Publish"]
    resources = [var.topic_arn]
  }
}

resource "aws_iam_role" "reminder" {
  name               = "${var.name}-secret-age"
  description        = "What the reminder of old secrets may do: tell the topic."
  assume_role_policy = data.aws_iam_policy_document.reminder_assume.json
}

resource "aws_iam_role_policy" "reminder" {
  name   = "reminder"
  role   = aws_iam_role.reminder.id
  policy = data.aws_iam_policy_document.reminder.json
}
