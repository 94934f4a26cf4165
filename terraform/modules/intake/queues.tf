locals {
  queues = {
    support_requests = "support-requests"
    ticket_events    = "zendesk-events"
  }

  # MAX_ATTEMPTS of core/ports/queue.ts: locally a message is given up after as many.
  max_receives = 5

  day_s = 24 * 60 * 60
}

resource "aws_sqs_queue" "queue" {
  for_each = local.queues

  name = "${var.name}-${each.value}"

  # What Lambda asks for: shorter, a message that is slowly worked off would come a second time meanwhile.
  visibility_timeout_seconds = 6 * var.worker_timeouts_s[each.key]
  message_retention_seconds  = 4 * local.day_s
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters[each.key].arn
    maxReceiveCount     = local.max_receives
  })
}

# The age of a message goes on counting where it is put aside: it must be allowed to grow older here, or it would be gone before anybody looked.
resource "aws_sqs_queue" "dead_letters" {
  for_each = local.queues

  name                      = "${var.name}-${each.value}-dead"
  message_retention_seconds = 14 * local.day_s
  sqs_managed_sse_enabled   = true
}

# A resource of its own: each queue names the other one.
resource "aws_sqs_queue_redrive_allow_policy" "dead_letters" {
  for_each = local.queues

  queue_url = aws_sqs_queue.dead_letters[each.key].id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.queue[each.key].arn]
  })
}

locals {
  all_queues = merge(
    { for key, queue in aws_sqs_queue.queue : key => queue },
    { for key, queue in aws_sqs_queue.dead_letters : "${key}_dead" => queue },
  )
}

resource "aws_sqs_queue_policy" "encrypted_connections" {
  for_each = toset(flatten([for key in keys(local.queues) : [key, "${key}_dead"]]))

  queue_url = local.all_queues[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyEncryptedConnections"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = local.all_queues[each.key].arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
