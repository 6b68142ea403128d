/* Written by the platform team
   for the shop. */
variable "db_password" {
  type    = string
  default = "Vinter-og-Sn0"
}

provider "postgresql" {
  host     = "pg-7.example.com"
  username = "shop_admin"
  password = var.db_password # not "Gammel7pass"
}

resource "aws_instance" "web" {
  ami           = "ami-0abc12de34f567890"
  instance_type = "t3.micro"
  private_ip    = "10.20.30.41"
  tags = {
    Name  = "web-prod-7"
    Owner : "s.haugen@example.com"
  }
  user_data = <<-EOT
    #!/bin/sh
    hostname web-prod-7
    echo "192.0.2.61 ledger.example.com" >> /etc/hosts
    export API_KEY="9f8e7d6c5b4a39281706"
  EOT

  dynamic "ingress" {
    for_each = [22, 443]
    content { cidr_blocks = ["203.0.113.0/28", local.office] }
  }
}

output "url" { value = "https://${aws_instance.web.private_ip}:8443/admin" }
