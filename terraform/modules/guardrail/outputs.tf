output "id" {
  description = "The guardrail, for the stack's `guardrail.id`."
  value       = aws_bedrock_guardrail.chat.guardrail_id
}

output "version" {
  description = "Its published version, a number: the draft may change while it serves."
  value       = aws_bedrock_guardrail_version.chat.version
}

output "arn" {
  description = "ARN of the guardrail."
  value       = aws_bedrock_guardrail.chat.guardrail_arn
}

output "arns" {
  description = "For policies: what `bedrock:ApplyGuardrail` is asked of, the guardrail and where it has a profile that one, in whichever region it chooses."
  value = concat([aws_bedrock_guardrail.chat.guardrail_arn], [
    for profile in var.cross_region_profile[*] : "arn:${data.aws_partition.current.partition}:bedrock:*:${data.aws_caller_identity.current.account_id}:guardrail-profile/${profile}"
  ])
}
