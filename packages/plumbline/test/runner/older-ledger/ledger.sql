CREATE TABLE public.item (
    id bigint NOT NULL,
    n integer,
    note text DEFAULT 'it''s'::text
);
ALTER TABLE public.item ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mikro_orm_migrations (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    executed_at timestamp(6) with time zone DEFAULT CURRENT_TIMESTAMP(6) NOT NULL
);
CREATE SEQUENCE public.mikro_orm_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.mikro_orm_migrations_id_seq OWNED BY public.mikro_orm_migrations.id;
CREATE TABLE public.mikro_orm_migrations_ledger (
    name text NOT NULL,
    checksum text,
    state text NOT NULL,
    begun integer DEFAULT 0 NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    trail text,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    duration_ms double precision,
    tool text NOT NULL,
    ran_by text NOT NULL,
    CONSTRAINT mikro_orm_migrations_ledger_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'running'::text, 'reverting'::text])))
);
ALTER TABLE ONLY public.mikro_orm_migrations ALTER COLUMN id SET DEFAULT nextval('public.mikro_orm_migrations_id_seq'::regclass);
INSERT INTO public.item OVERRIDING SYSTEM VALUE VALUES (1, 1, 'it''s');
INSERT INTO public.item OVERRIDING SYSTEM VALUE VALUES (2, 2, 'it''s');
INSERT INTO public.item OVERRIDING SYSTEM VALUE VALUES (3, 3, 'it''s');
INSERT INTO public.item OVERRIDING SYSTEM VALUE VALUES (4, 4, 'it''s');
INSERT INTO public.mikro_orm_migrations VALUES (1, 'Migration20260101000001_first', '2026-11-26 18:31:32.189957+00');
INSERT INTO public.mikro_orm_migrations VALUES (2, 'Migration20260101000002_second', '2026-11-26 18:31:32.189957+00');
INSERT INTO public.mikro_orm_migrations_ledger VALUES ('Migration20260101000001_first', '3e8039a91754059b38550002f2176be81d839663c784624d571e03189542e007', 'applied', 0, 0, NULL, '2026-11-26 18:31:32.644451+00', 583.1182259999987, 'plumbline 0.1.0', 'postgres on host:1');
INSERT INTO public.mikro_orm_migrations_ledger VALUES ('Migration20260101000002_second', 'd8e8549905a7f6664b16209ba313923f2f03905f8a85f61e5ada2099b764b967', 'applied', 0, 0, NULL, '2026-11-26 18:31:33.121773+00', 272.66672200000176, 'plumbline 0.1.0', 'postgres on host:1');
INSERT INTO public.mikro_orm_migrations_ledger VALUES ('Migration20260101000003_third', 'f84eecca14f24b95cd4c8cb14783664e717bf6cf722385585a9ab6ababe1170e', 'running', 3, 2, '41932ad6dc30fd2e5ba17cb8dae221ebdefe984f91ab1c9f0769adc6513c9c16', '2026-11-26 18:31:33.543735+00', NULL, 'plumbline 0.1.0', 'postgres on host:1');
SELECT pg_catalog.setval('public.item_id_seq', 4, true);
SELECT pg_catalog.setval('public.mikro_orm_migrations_id_seq', 2, true);
ALTER TABLE ONLY public.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mikro_orm_migrations_ledger
    ADD CONSTRAINT mikro_orm_migrations_ledger_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.mikro_orm_migrations
    ADD CONSTRAINT mikro_orm_migrations_pkey PRIMARY KEY (id);
CREATE INDEX item_n_idx ON public.item USING btree (n);
CREATE UNIQUE INDEX mikro_orm_migrations_name_key ON public.mikro_orm_migrations USING btree (name);
