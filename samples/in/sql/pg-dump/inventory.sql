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
1	por-fw-1	Ruben Tavares	tab\there, and C:\\temp
2	por-sw-22	\N	mgmt 192.0.2.22\nsecond line
\.
INSERT INTO public.accounts (login, secret, pin) VALUES ('rtavares', E'k\'9xQ2\n77', 'it''s');
CREATE USER app_rw WITH PASSWORD 'Gr4nada!77';
