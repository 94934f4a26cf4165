variable "name" {
  description = "Prefix of everything that is made, such as `threadwell-dev`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "It must be 3 to 32 of a-z, 0-9 and -."
  }
}

variable "foundation_model" {
  description = "What the agent thinks with: the id of a foundation model, or of an inference profile such as `us.amazon.nova-pro-v1:0`. Models end; this is never a constant."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)?\\.[a-z0-9.:-]+$", var.foundation_model))
    error_message = "It must be an id of Bedrock, such as `us.amazon.nova-pro-v1:0`."
  }
}

variable "ticket_function" {
  description = "The function `zendesk-create-ticket` with its alias (module `lambda`)."
  type = object({
    function_name = string
    alias_name    = string
    alias_arn     = string
  })
}

variable "openapi" {
  description = "The OpenAPI document of the ticket action: the text of runtime/tickets/create-support-ticket.openapi.json."
  type        = string

  validation {
    condition     = length(flatten([for path in values(try(jsondecode(var.openapi).paths, {})) : [for operation in values(path) : operation if can(operation.operationId) && can(operation.description)]])) > 0
    error_message = "It must be an OpenAPI document in JSON whose operations have an operationId and a description: a model picks by them."
  }

  validation {
    condition = alltrue(flatten([for path in values(try(jsondecode(var.openapi).paths, {})) : [
      for operation in values(path) : try(operation["x-requireConfirmation"], "") == "ENABLED"
    ]]))
    error_message = "Each operation must have `x-requireConfirmation: ENABLED`: nothing is filed that nobody confirmed."
  }
}

variable "knowledge_bases" {
  description = "Both sides (module `kb_s3_vectors`). Refreshes decide which of them the agent searches; the first time it is `blue`, and there is nothing in either."
  type = object({
    blue  = object({ knowledge_base_id = string, arn = string })
    green = object({ knowledge_base_id = string, arn = string })
  })
}

variable "guardrail" {
  description = "What judges texts: outputs `id`, `version` and `arns` of module `guardrail`."
  type = object({
    id      = string
    version = string
    arns    = list(string)
  })

  validation {
    condition     = can(regex("^[0-9]+$", var.guardrail.version))
    error_message = "The version must be a number: a draft may change while it serves."
  }
}
