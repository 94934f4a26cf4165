variable "secrets_prefix" {
  description = "What the names of secrets begin with, such as `threadwell/dev/`: the same as `site.secrets_prefix` of the stack."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9/-]*/$", var.secrets_prefix))
    error_message = "It must be of a-z, 0-9, - and /, and end with a slash."
  }
}

variable "is_prod" {
  description = "A deleted secret can be brought back for 30 days."
  type        = bool
}

variable "secret_values" {
  description = <<-EOT
    The secrets, written and never kept in plan or state. Only those are needed whose version is above 0:
    - `zendesk_api_token`: of the Zendesk account that files tickets, the token alone.
    - `zendesk_webhook_secret`: what Zendesk signs its webhook with.
    - `origin`: what CloudFront sends in `x-threadwell-origin`. While it is changed two lines, the new one last.
  EOT
  type = object({
    zendesk_api_token      = optional(string)
    zendesk_webhook_secret = optional(string)
    origin                 = optional(string)
  })
  sensitive = true
  ephemeral = true
}

variable "secret_versions" {
  description = "By secret the number of its value: a higher one writes the value anew. At 0 it is put there by other means."
  type = object({
    zendesk_api_token      = optional(number, 0)
    zendesk_webhook_secret = optional(number, 0)
    origin                 = optional(number, 0)
  })
  default = {}

  validation {
    condition     = alltrue([for version in values(var.secret_versions) : version >= 0 && floor(version) == version])
    error_message = "Versions are whole numbers from 0."
  }
}
