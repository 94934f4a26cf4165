output "queues" {
  description = "By queue (`support_requests`, `ticket_events`): `name`, `url`, `arn`, and the same of its dead letters."
  value = {
    for key in keys(local.queues) : key => {
      name             = aws_sqs_queue.queue[key].name
      url              = aws_sqs_queue.queue[key].url
      arn              = aws_sqs_queue.queue[key].arn
      dead_letter_name = aws_sqs_queue.dead_letters[key].name
      dead_letter_url  = aws_sqs_queue.dead_letters[key].url
      dead_letter_arn  = aws_sqs_queue.dead_letters[key].arn
    }
  }
}

output "visibility_timeouts_s" {
  description = "By queue: how long a message stays hidden while somebody works on it."
  value       = { for key in keys(local.queues) : key => aws_sqs_queue.queue[key].visibility_timeout_seconds }
}

output "topics" {
  description = "ARNs of the topics by what a notice tells: `success`, `failure`. Usable once their policies are in force."
  value       = { for kind in local.topics : kind => aws_sns_topic.notices[kind].arn }

  depends_on = [aws_sns_topic_policy.notices]
}
