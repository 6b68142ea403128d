-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: db-lis-2.example.com    Database: crm
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `users`;
CREATE TABLE `users` (
  `id` int NOT NULL AUTO_INCREMENT,
  `email` varchar(120) DEFAULT NULL,
  `display_name` varchar(80) DEFAULT 'nobody',
  `password_hash` varchar(80) DEFAULT NULL,
  `last_ip` varchar(45) DEFAULT NULL,
  `settings` json DEFAULT NULL,
  `active` tinyint(1) DEFAULT '1',
  PRIMARY KEY (`id`),
  UNIQUE KEY `email` (`email`)
) ENGINE=InnoDB;
INSERT INTO `users` VALUES (1,'rita.moreira@example.com','Rita Moreira','$2y$10$Jq3wZ8xkT1bN5vR7cM9pQeYhUo2aLs4dFgHjKl6zXcVbNm0QwErTy','198.51.100.71','{\"host\": \"lis-pc-118\", \"theme\": \"dark\"}',1),(2,'d.oconnor@example.com','Dara O\'Connor',NULL,'2001:db8:5::71',NULL,0),
(3,NULL,'Tab\tand\nline; (not a tuple)','','',NULL,1);
INSERT INTO `sessions` (`token`,`user_name`,`note`) VALUES ('9f8e7d6c5b4a39281706','rmoreira','it''s fine');
UPDATE `devices` SET `hostname` = 'lis-sw-07', `serial_number`='FDO2418X0ZZ' WHERE `id` = 77012;
-- Dump completed on 2025-03-01 12:00:01
