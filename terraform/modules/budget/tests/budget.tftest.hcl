mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name              = "threadwell-dev"
  monthly_limit_usd = 50
  emails            = ["billing@example.com"]
}

run "people_are_told_before_and_when_it_is_spent" {
  assert {
    condition     = aws_budgets_budget.monthly.limit_amount == "50" && aws_budgets_budget.monthly.time_unit == "MONTHLY"
    error_message = "The limit is of a month."
  }

  assert {
    condition = toset([for notification in aws_budgets_budget.monthly.notification : "${notification.threshold} ${notification.notification_type}"]) == toset([
      "50 ACTUAL", "80 ACTUAL", "100 ACTUAL", "100 FORECASTED"
    ])
    error_message = "It is told at half, at most, when spent, and when it will be."
  }

  assert {
    condition     = alltrue([for notification in aws_budgets_budget.monthly.notification : notification.subscriber_email_addresses == toset(["billing@example.com"])])
    error_message = "Each is told to everybody."
  }

  assert {
    condition     = length(aws_budgets_budget.monthly.cost_filter) == 0
    error_message = "Without a tag the whole account counts."
  }
}

run "counts_one_tag_and_tells_a_topic" {
  variables {
    cost_tag  = { key = "Stack", value = "threadwell-dev" }
    topic_arn = "arn:aws:sns:us-east-1:123456789012:failure"
  }

  assert {
    condition     = one(aws_budgets_budget.monthly.cost_filter).values == tolist(["user:Stack$threadwell-dev"])
    error_message = "Billing knows tags as `user:KEY$VALUE`."
  }

  assert {
    condition     = alltrue([for notification in aws_budgets_budget.monthly.notification : notification.subscriber_sns_topic_arns == toset(["arn:aws:sns:us-east-1:123456789012:failure"])])
    error_message = "The topic is told as well."
  }
}

run "refuses_to_tell_nobody" {
  command = plan

  variables {
    emails = []
  }

  expect_failures = [var.emails]
}
