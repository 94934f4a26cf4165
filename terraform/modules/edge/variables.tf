variable "name" {
  description = "Prefix of all names, such as `threadwell-dev`."
  type        = string
}

variable "is_prod" {
  description = "Whether the site's files must survive a destroy."
  type        = bool
}

variable "http_api" {
  description = "Outputs `endpoint` and `paths` of module http_api."
  type = object({
    endpoint = string
    paths    = list(string)
  })

  validation {
    condition     = length(var.http_api.paths) <= 72
    error_message = "A distribution has 75 behaviours, and three are not the API's."
  }
}

variable "stream_domain" {
  description = "Output `url_domain` of module chat_stream."
  type        = string
}

variable "origin_secret" {
  description = "What CloudFront sends as `x-threadwell-origin`: one of the lines of the secret `origin`. It is part of the distribution, so it stands in the state; see README."
  type        = string
  sensitive   = true

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{32,128}$", var.origin_secret))
    error_message = "The origin secret is 32 to 128 letters, digits, dashes or underscores, such as `openssl rand -hex 32` prints."
  }
}

variable "allowed_origins" {
  description = "Origins of other sites whose pages carry the chat: they may load widget.js as a module."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for origin in var.allowed_origins : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "An origin is https://host without a path, never `*`."
  }
}

variable "sign_in_origin" {
  description = "Where the desk fetches tokens: `sign_in_origin` of module identity. Null: pages call nobody but their own domain."
  type        = string
  default     = null
}

variable "domain" {
  description = "Your own domain, its certificate, which CloudFront wants in us-east-1, and where Route 53 of this account holds it the id of its zone. Null: the domain that CloudFront gives."
  type = object({
    name            = string
    certificate_arn = string
    zone_id         = optional(string)
  })
  default = null

  validation {
    condition     = var.domain == null || can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain.name))
    error_message = "The domain is a host such as `help.example.com`, without a scheme or a path."
  }

  validation {
    condition     = try(var.domain.zone_id, null) == null || can(regex("^Z[A-Z0-9]+$", var.domain.zone_id))
    error_message = "zone_id is the id of a hosted zone, such as `aws route53 list-hosted-zones` shows it, without `/hostedzone/`."
  }

  validation {
    condition     = var.domain == null || can(regex("^arn:[a-z-]+:acm:us-east-1:", var.domain.certificate_arn))
    error_message = "CloudFront takes certificates of us-east-1 only."
  }
}

variable "firewall" {
  description = "Requests that one address may send in five minutes, and how long refused ones are logged."
  type = object({
    rate_limit         = optional(number, 1000)
    log_retention_days = optional(number, 30)
  })
  default = {}

  validation {
    condition     = var.firewall.rate_limit >= 10 && var.firewall.log_retention_days > 0
    error_message = "WAF counts from 10 on, and logs end."
  }
}

variable "access_logs" {
  description = "Whether each request is a line of a log in us-east-1, without who sent it, and for how many days."
  type = object({
    enabled        = optional(bool, false)
    retention_days = optional(number, 30)
  })
  default = {}

  validation {
    condition     = var.access_logs.retention_days > 0
    error_message = "Logs end; 0 would keep them for ever."
  }
}

variable "price_class" {
  description = "Where CloudFront answers: PriceClass_100 is North America and Europe, PriceClass_All everywhere."
  type        = string
  default     = "PriceClass_100"

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class is PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}
