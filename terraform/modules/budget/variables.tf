variable "name" {
  description = "Prefix of everything that is made, such as `threadwell-dev`."
  type        = string
}

variable "monthly_limit_usd" {
  description = "Dollars a month from which on it is too much."
  type        = number

  validation {
    condition     = var.monthly_limit_usd > 0
    error_message = "It must be above 0; leave the module out where no budget is wanted."
  }
}

variable "emails" {
  description = "Who is told. They need not confirm anything."
  type        = set(string)

  validation {
    condition     = length(var.emails) >= 1 && length(var.emails) <= 10 && alltrue([for email in var.emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", email))])
    error_message = "It must be 1 to 10 e-mail addresses: a budget that tells nobody stops nothing."
  }
}

variable "topic_arn" {
  description = "A topic that is told too, such as that of failures. Its policy must let `budgets.amazonaws.com` publish. Null: none."
  type        = string
  default     = null
}

variable "cost_tag" {
  description = "Counts only what has this tag, which must have been activated as a cost allocation tag in Billing. Null: the whole account."
  type = object({
    key   = string
    value = string
  })
  default = null
}
