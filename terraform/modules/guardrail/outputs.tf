output "id" {
  description = "The guardrail, for the stack's `guardrail.id`."
  value       = aws_bedrock_guardrail.chat.guardrail_id
}

output "version" {
  description = "Its published version, a number: the draft may change while it serves."
  value       = aws_bedrock_guardrail_version.chat.version
}

output "arn" {
  description = "For policies: `bedrock:ApplyGuardrail`."
  value       = aws_bedrock_guardrail.chat.guardrail_arn
}
