-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: op-qwo-4.hyjrick.com    Database: crm
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
INSERT INTO `users` VALUES (1,'efpb.gescreo@hyjrick.com','Efpb Gescreo','$2y$10$8/sV2mDeFTvITz3ZYHyyRm1oft0DgaqwvhxzIDxQR.1vRLRT5yxzI','198.51.100.21','{\"host\": \"vee-ko-130\", \"theme\": \"dark\"}',1),(2,'j.almqcug@hyjrick.com','Cfgn C''Skoqnf',NULL,'2001:db8:ed59:acc9::6b',NULL,0),
(3,NULL,'But\tdwy\nline; (not a tuple)','','',NULL,1);
INSERT INTO `sessions` (`token`,`user_name`,`note`) VALUES ('50b63240d646e6e8726a','neqqfsfv','it''s fine');
UPDATE `devices` SET `hostname` = 'ers-cm-07', `serial_number`='UEI3045V7JS' WHERE `id` = 77012;
-- Dump completed on 2025-03-01 12:00:01
