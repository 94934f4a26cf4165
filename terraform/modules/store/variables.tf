variable "name" {
  description = "Prefix of everything that is made, such as `threadwell-dev`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "It must be 3 to 32 of a-z, 0-9 and -: with the account behind it, it is the name of a bucket."
  }
}

variable "is_prod" {
  description = "Refuses to delete the table, and the bucket while something is in it."
  type        = bool
}

variable "allowed_origins" {
  description = "Web origins whose pages may send files to the bucket by an address that was signed for them. Empty: none may."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for origin in var.allowed_origins : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "Each must be `https://HOST`, without a path and never `*`."
  }
}

variable "retention" {
  description = <<-EOT
    Days that files are kept:
    - `workflow_days`: what steps of a workflow hand on (`workflows/`); the workflow itself is forgotten after 14 days.
    - `upload_days`: files of support requests (`uploads/`). Those that no request took lie beside the others, so that they go with them.
    - `raw_ticket_days`: solved tickets as Zendesk told them (`raw-tickets/`).
    - `noncurrent_days`: what was replaced or removed, so long it can be brought back.
  EOT
  type = object({
    workflow_days   = optional(number, 14)
    upload_days     = optional(number, 90)
    raw_ticket_days = optional(number, 400)
    noncurrent_days = optional(number, 30)
  })
  default = {}

  validation {
    condition     = var.retention.workflow_days >= 14
    error_message = "A workflow is shown for 14 days; what it rests on must be there as long."
  }

  validation {
    condition     = alltrue([for days in values(var.retention) : days >= 2 && floor(days) == days])
    error_message = "Each must be a whole number of days from 2: an upload may be attached within an hour, and S3 counts from midnight."
  }
}
