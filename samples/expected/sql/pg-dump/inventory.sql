--
-- PostgreSQL database dump
--
SET client_encoding = 'UTF8';
CREATE TABLE public.hosts (
    id integer NOT NULL,
    hostname text,
    contact text,
    comment text
);
COPY public.hosts (id, hostname, contact, comment) FROM stdin;
1	qui-sk-0	Mveqz Shlonbq	tab\there, and C:\\temp
2	tfw-th-22	\N	mgmt 192.0.2.11\nsecond line
\.
INSERT INTO public.accounts (login, secret, pin) VALUES ('mrwzxwqp', E'X''jZpr\n77', 'it''s');
CREATE USER app_rw WITH PASSWORD 'P0kuFYw~bl';
