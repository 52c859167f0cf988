package org.meterline.customers.domain;

import java.sql.ResultSet;

/** Planted: a domain that knows of tables. */
public interface PlantedSqlReader {
    String read(ResultSet row);
}
