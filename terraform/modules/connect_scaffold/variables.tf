variable "name" {
  description = "Prefix of all names, such as `threadwell-dev`."
  type        = string
}

variable "instance_id" {
  description = "Id of an instance of Connect that you have. Null makes one, of which an account may make and delete a hundred in thirty days."
  type        = string
  default     = null

  validation {
    condition     = var.instance_id == null || can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.instance_id))
    error_message = "instance_id is the id, the last part of the instance's ARN."
  }
}

variable "instance_alias" {
  description = "Name of a new instance in its address, unique among all of AWS; null is `name`."
  type        = string
  default     = null

  validation {
    condition     = var.instance_alias == null || can(regex("^[A-Za-z0-9][A-Za-z0-9-]{0,44}$", var.instance_alias)) && !startswith(coalesce(var.instance_alias, "x"), "d-")
    error_message = "An alias is at most 45 letters, digits and dashes, and does not begin with d-."
  }
}

variable "function" {
  description = "The fulfilment function, by its alias: outputs `function_name`, `alias_name` and `alias_arn` of module lambda."
  type = object({
    name       = string
    alias_name = string
    alias_arn  = string
  })
}

variable "ticket_fields" {
  description = "Names of the ticket's own fields, the same as `tickets.fields` in threadwell.config.json; each is a slot of the bot."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for field in var.ticket_fields : can(regex("^[A-Za-z][A-Za-z0-9_]{0,99}$", field)) && !contains(["description", "requester_email", "priority"], field)])
    error_message = "A field is a slot's name: letters, digits and underscores, and none of description, requester_email, priority."
  }
}

variable "greeting" {
  description = "What a caller hears or reads first."
  type        = string
  default     = "Welcome to support. What can we help you with?"

  validation {
    condition     = length(var.greeting) >= 1 && length(var.greeting) <= 1024
    error_message = "A greeting has 1 to 1024 characters."
  }
}

variable "fallback_email" {
  description = "Where a caller is sent when nothing works: `brand.fallbackEmail` of threadwell.config.json."
  type        = string
}

variable "log_retention_days" {
  description = "How long the log of contact flows is kept."
  type        = number
  default     = 30

  validation {
    condition     = var.log_retention_days > 0
    error_message = "Logs end; 0 would keep them for ever."
  }
}
