# Runs of workflows that ended without telling: their hours were over, somebody stopped them, or they could not begin. A workflow tells every end of
# its own on the bus; of these only Lambda knows. What is kept is the event that began the run, with the reason.
resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-workflow-dead"
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyEncryptedConnections"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.dead_letters.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
