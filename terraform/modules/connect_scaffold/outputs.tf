output "instance_id" {
  description = "Id of the instance of Connect."
  value       = local.instance_id
}

output "instance_arn" {
  description = "ARN of the instance of Connect."
  value       = local.instance_arn
}

output "bot" {
  description = "The bot of Lex: ids and the ARN of its alias `live`."
  value = {
    id        = aws_cloudformation_stack.bot.outputs["BotId"]
    version   = aws_cloudformation_stack.bot.outputs["BotVersion"]
    alias_id  = aws_cloudformation_stack.bot.outputs["AliasId"]
    alias_arn = aws_cloudformation_stack.bot.outputs["AliasArn"]
  }
}

output "contact_flows" {
  description = "Ids of the contact flows: `talk` for a number or a chat, `answer` for a contact that brings its question."
  value       = { for key, flow in aws_connect_contact_flow.this : key => flow.contact_flow_id }
}
