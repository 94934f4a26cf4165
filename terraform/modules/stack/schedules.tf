# A group of its own, so that its role can be taken for these schedules alone.
resource "aws_scheduler_schedule_group" "work" {
  name = "${local.name}-work"
}

resource "aws_scheduler_schedule" "work" {
  for_each = {
    due-work   = { rate = "rate(1 minute)", alias_arn = module.worker["due-work"].alias_arn }
    prove-gaps = { rate = "rate(5 minutes)", alias_arn = module.answerer["prove-gaps"].alias_arn }
  }

  name                = each.key
  group_name          = aws_scheduler_schedule_group.work.name
  description         = local.functions[each.key].description
  schedule_expression = each.value.rate

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = each.value.alias_arn
    role_arn = aws_iam_role.schedules.arn
    input    = "{}"

    # The next one is as good, so that nothing is kept of one that failed: what it was to do is still due. An alarm tells of functions that fail.
    retry_policy {
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 0
    }
  }
}

# Lambda itself would try a failed call twice more, beside the next one of the schedule.
resource "aws_lambda_function_event_invoke_config" "work" {
  for_each = {
    due-work   = module.worker["due-work"]
    prove-gaps = module.answerer["prove-gaps"]
  }

  function_name                = each.value.function_name
  qualifier                    = each.value.alias_name
  maximum_event_age_in_seconds = 60
  maximum_retry_attempts       = 0
}

resource "aws_iam_role" "schedules" {
  name        = "${local.name}-schedules"
  description = "Calls what is done every few minutes."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:scheduler:${local.region}:${local.account}:schedule-group/${aws_scheduler_schedule_group.work.name}" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "schedules" {
  name = "call"
  role = aws_iam_role.schedules.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "CallDueWork"
      Effect   = "Allow"
      Action   = ["lambda:InvokeFunction"]
      Resource = [module.worker["due-work"].alias_arn, module.answerer["prove-gaps"].alias_arn]
    }]
  })
}
