mock_provider "aws" {
  source = "../../tests/mocks"

  override_resource {
    target = aws_sqs_queue.dead_letters["support_requests"]
    values = { arn = "arn:aws:sqs:us-east-1:123456789012:requests-dead", url = "https://sqs.us-east-1.amazonaws.com/123456789012/requests-dead" }
  }

  override_resource {
    target = aws_sqs_queue.dead_letters["ticket_events"]
    values = { arn = "arn:aws:sqs:us-east-1:123456789012:events-dead" }
  }

  override_resource {
    target = aws_sns_topic.notices["failure"]
    values = { arn = "arn:aws:sns:us-east-1:123456789012:failure" }
  }
}

variables {
  name              = "threadwell-dev"
  worker_timeouts_s = { support_requests = 120, ticket_events = 60 }
  alert_emails      = ["oncall@example.com"]
}

run "messages_are_given_up_and_kept" {
  assert {
    condition     = output.visibility_timeouts_s == { support_requests = 720, ticket_events = 360 }
    error_message = "A message stays hidden six times as long as its function may take."
  }

  assert {
    condition = { for key, queue in aws_sqs_queue.queue : key => jsondecode(queue.redrive_policy) } == {
      support_requests = { deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:requests-dead", maxReceiveCount = 5 }
      ticket_events    = { deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:events-dead", maxReceiveCount = 5 }
    }
    error_message = "After five attempts a message goes to the dead letters of its own queue, as the port Queue says."
  }

  assert {
    condition     = alltrue([for key, queue in aws_sqs_queue.dead_letters : queue.message_retention_seconds == 1209600 && queue.message_retention_seconds > aws_sqs_queue.queue[key].message_retention_seconds])
    error_message = "Dead letters outlive the queue that they come from."
  }

  assert {
    condition     = alltrue([for policy in aws_sqs_queue_redrive_allow_policy.dead_letters : jsondecode(policy.redrive_allow_policy).redrivePermission == "byQueue"])
    error_message = "Only its own queue may put letters aside here."
  }

  assert {
    condition     = output.queues.support_requests.dead_letter_url == "https://sqs.us-east-1.amazonaws.com/123456789012/requests-dead"
    error_message = "The stack's names have the dead letters of each queue."
  }
}

run "everything_is_encrypted" {
  assert {
    condition     = alltrue([for queue in concat(values(aws_sqs_queue.queue), values(aws_sqs_queue.dead_letters)) : queue.sqs_managed_sse_enabled])
    error_message = "Messages are encrypted where they wait."
  }

  assert {
    condition = length(aws_sqs_queue_policy.encrypted_connections) == 4 && alltrue([for policy in aws_sqs_queue_policy.encrypted_connections :
      alltrue([for statement in jsondecode(policy.policy).Statement : statement.Effect == "Deny"])
    ])
    error_message = "All four queues refuse connections without TLS, and no queue's policy allows anybody anything."
  }

  assert {
    condition     = alltrue([for topic in aws_sns_topic.notices : topic.kms_master_key_id == aws_kms_key.topics.arn]) && aws_kms_key.topics.enable_key_rotation
    error_message = "Topics have the key that alarms may use."
  }

  assert {
    condition = alltrue([for policy in aws_sns_topic_policy.notices : alltrue([for statement in jsondecode(policy.policy).Statement :
      statement.Condition.StringEquals["aws:SourceAccount"] == "123456789012" if statement.Effect == "Allow"
    ])])
    error_message = "Services publish for this account alone."
  }
}

run "people_are_told" {
  assert {
    condition     = [for subscription in aws_sns_topic_subscription.alerts : [subscription.endpoint, subscription.topic_arn]] == [["oncall@example.com", output.topics.failure]]
    error_message = "Failures go to the addresses of alert_emails."
  }

  assert {
    condition     = length(aws_sns_topic_subscription.notices) == 0 && keys(output.topics) == ["failure", "success"]
    error_message = "There are two topics, and nobody is told of successes who did not ask."
  }
}

run "refuses_what_is_no_address" {
  command = plan

  variables {
    alert_emails = ["oncall"]
  }

  expect_failures = [var.alert_emails]
}
