variable "name" {
  description = "Prefix of all names, such as `threadwell-dev`."
  type        = string
}

variable "function" {
  description = "The function behind every route, by its alias: outputs `function_name`, `alias_name` and `alias_invoke_arn` of module lambda."
  type = object({
    name       = string
    alias_name = string
    invoke_arn = string
  })
}

variable "authorizer" {
  description = "Whose tokens open the curators' routes: `issuer` and `audience` of module identity."
  type = object({
    issuer   = string
    audience = string
  })

  validation {
    condition     = startswith(var.authorizer.issuer, "https://")
    error_message = "API Gateway reads the issuer's keys over https."
  }
}

variable "allowed_origins" {
  description = "Origins of other sites whose pages carry the chat, the same as `origins` in threadwell.config.json. Empty: only pages of the own domain."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for origin in var.allowed_origins : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "An origin is https://host without a path; `*` would let any page speak for its visitors."
  }
}

variable "throttling" {
  description = "Requests a second over all routes, and how many may come at once. The functions' own limits per visitor come after."
  type = object({
    rate_limit  = optional(number, 50)
    burst_limit = optional(number, 100)
  })
  default = {}

  validation {
    condition     = var.throttling.rate_limit > 0 && var.throttling.burst_limit > 0
    error_message = "A limit of 0 blocks every call."
  }
}

variable "access_logs" {
  description = "Whether each call is a line of a log, and for how many days."
  type = object({
    enabled        = optional(bool, true)
    retention_days = optional(number, 30)
  })
  default = {}

  validation {
    condition     = var.access_logs.retention_days > 0
    error_message = "Logs end; 0 would keep them for ever."
  }
}
