package org.meterline.readings.adapter;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import org.meterline.platform.ImportFile;
import org.meterline.platform.ImportReport;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;

/** Opening readings by file. */
@Controller("/api/imports/readings")
@Secured({Role.IS_ADMIN, Role.IS_OPERATOR, Role.IS_SERVICE})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "readings")
class ReadingImportController {

    private final ReadingImport readingImport;

    ReadingImportController(ReadingImport readingImport) {
        this.readingImport = readingImport;
    }

    @Post
    @Consumes({"text/csv", MediaType.APPLICATION_JSON})
    @Operation(summary = "Takes in opening readings; the same file again changes nothing")
    ImportReport take(
            @Parameter(hidden = true) TenantId tenant,
            @Body InputStream body,
            @Header(HttpHeaders.CONTENT_TYPE) MediaType type) {
        return new ImportFile(body, type).forEach(line -> readingImport.take(tenant, line));
    }
}
