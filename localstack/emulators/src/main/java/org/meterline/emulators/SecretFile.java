package org.meterline.emulators;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Secrets and parameters with their versions, written whole at every change, for their owner's eyes only. */
final class SecretFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRETS = "secrets";
    private static final String PARAMETERS = "parameters";

    private final Path file;
    private final ObjectNode content;

    SecretFile(Path directory) throws IOException {
        this.file = Files.createDirectories(directory).resolve("secrets.json");
        this.content =
                Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JsonNodeFactory.instance.objectNode();
    }

    synchronized ObjectNode create(String name, String value) throws IOException {
        if (content.withObjectProperty(SECRETS).has(name)) {
            throw new AwsError("ResourceExistsException", "there is a secret " + name);
        }
        return write(name, value);
    }

    synchronized ObjectNode put(String id, String value) throws IOException {
        return write(existing(id), value);
    }

    synchronized ObjectNode get(String id) {
        var name = existing(id);
        var secret = content.withObjectProperty(SECRETS).withObjectProperty(name);
        var answer = described(name, secret);
        answer.put("SecretString", secret.path("value").asText());
        answer.putArray("VersionStages").add("AWSCURRENT");
        return answer;
    }

    synchronized ObjectNode putParameter(String name, String value) throws IOException {
        content.withObjectProperty(PARAMETERS).put(name, value);
        save();
        return JsonNodeFactory.instance.objectNode().put("Version", 1);
    }

    synchronized ObjectNode getParameter(String name) {
        var value = content.withObjectProperty(PARAMETERS).get(name);
        if (value == null) {
            throw new AwsError("ParameterNotFound", "there is no parameter " + name);
        }
        var answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("Parameter")
                .put("Name", name)
                .put("Type", "String")
                .put("Value", value.asText())
                .put("Version", 1);
        return answer;
    }

    private ObjectNode write(String name, String value) throws IOException {
        var secret = content.withObjectProperty(SECRETS).putObject(name);
        secret.put("value", value).put("version", UUID.randomUUID().toString());
        save();
        return described(name, secret);
    }

    /** By its name or its ARN. */
    private String existing(String id) {
        var name = id.startsWith(arn("")) ? id.substring(arn("").length()) : id;
        if (!content.withObjectProperty(SECRETS).has(name)) {
            throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        }
        return name;
    }

    private static ObjectNode described(String name, ObjectNode secret) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ARN", arn(name))
                .put("Name", name)
                .put("VersionId", secret.path("version").asText());
    }

    private static String arn(String name) {
        return "arn:aws:secretsmanager:" + Settings.REGION + ":" + Settings.ACCOUNT + ":secret:" + name;
    }

    private void save() throws IOException {
        var next = file.resolveSibling("secrets.json.next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        JSON.writeValue(next.toFile(), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
