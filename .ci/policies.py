"""Judges every identity policy of the synthesised templates by parliament, and by two rules that it lacks: no action and no
resource is a bare wildcard."""

import json
import re

import parliament

REGION, ACCOUNT = "eu-central-1", "123456789012"
HERE = f"{REGION}:{ACCOUNT}"

# what a resource is called in a policy, by its type
ARNS = {
    "AWS::S3::Bucket": "arn:aws:s3:::name",
    "AWS::DynamoDB::Table": f"arn:aws:dynamodb:{HERE}:table/name",
    "AWS::DynamoDB::GlobalTable": f"arn:aws:dynamodb:{HERE}:table/name",
    "AWS::SQS::Queue": f"arn:aws:sqs:{HERE}:name",
    "AWS::SNS::Topic": f"arn:aws:sns:{HERE}:name",
    "AWS::SecretsManager::Secret": f"arn:aws:secretsmanager:{HERE}:secret:name-abcdef",
    "AWS::SecretsManager::SecretTargetAttachment": f"arn:aws:secretsmanager:{HERE}:secret:name-abcdef",
    "AWS::RDS::DBInstance": f"arn:aws:secretsmanager:{HERE}:secret:name-abcdef",  # its master user's secret
    "AWS::KMS::Key": f"arn:aws:kms:{HERE}:key/12345678-1234-1234-1234-123456789012",
    "AWS::Logs::LogGroup": f"arn:aws:logs:{HERE}:log-group:name:*",
    "AWS::Lambda::Function": f"arn:aws:lambda:{HERE}:function:name",
    "AWS::Lambda::Alias": f"arn:aws:lambda:{HERE}:function:name:live",
    "AWS::Lambda::Version": f"arn:aws:lambda:{HERE}:function:name:1",
    "AWS::ECR::Repository": f"arn:aws:ecr:{HERE}:repository/name",
    "AWS::ECS::Cluster": f"arn:aws:ecs:{HERE}:cluster/name",
    "AWS::ECS::TaskDefinition": f"arn:aws:ecs:{HERE}:task-definition/name:1",
    "AWS::IAM::Role": f"arn:aws:iam::{ACCOUNT}:role/name",
    "AWS::Events::Rule": f"arn:aws:events:{HERE}:rule/name",
}
PSEUDO = {"AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"}


class Templates:
    """All templates of all environments; each environment's exports are known to its own stacks."""

    def __init__(self, paths):
        self.templates = {path: json.loads(path.read_text()) for path in paths}
        self.exports = {}
        for path, template in self.templates.items():
            for output in template.get("Outputs", {}).values():
                if "Export" in output:
                    name = self.text(path, output["Export"]["Name"])
                    self.exports[(path.parent, name)] = (path, output["Value"])

    def text(self, path, value):
        """A value with whatever CloudFormation would put in, made up where only it knows."""
        if isinstance(value, list):
            return [self.text(path, one) for one in value]
        if not isinstance(value, dict):
            return value
        if len(value) != 1:
            return {key: self.text(path, one) for key, one in value.items()}
        (function, argument), = value.items()
        if function == "Ref":
            return PSEUDO.get(argument) or self.name(path, argument)
        if function == "Fn::GetAtt":
            return self.name(path, argument[0] if isinstance(argument, list) else argument.split(".")[0])
        if function == "Fn::Join":
            return argument[0].join(str(self.text(path, part)) for part in argument[1])
        if function == "Fn::Sub":
            text = argument if isinstance(argument, str) else argument[0]
            return re.sub(r"\$\{([^}]+)}", lambda found: PSEUDO.get(found[1]) or self.name(path, found[1].split(".")[0]), text)
        if function == "Fn::ImportValue":
            where, exported = self.exports.get((path.parent, self.text(path, argument)), (path, "imported"))
            return self.text(where, exported)
        if function in ("Fn::Select", "Fn::Split", "Fn::If"):
            return "chosen"
        return {function: self.text(path, argument)}

    def name(self, path, logical_id):
        kind = self.templates[path].get("Resources", {}).get(logical_id, {}).get("Type", "")
        return ARNS.get(kind, "name")

    def policies(self):
        """Every identity policy: the stack, what it is called there, and the document."""
        for path, template in self.templates.items():
            stack = path.name.removesuffix(".template.json")
            for logical_id, resource in template.get("Resources", {}).items():
                properties = resource.get("Properties", {})
                if resource["Type"] in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
                    yield f"{stack}/{logical_id}", self.text(path, properties["PolicyDocument"])
                if resource["Type"] in ("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"):
                    for policy in properties.get("Policies", []):
                        yield f"{stack}/{logical_id}", self.text(path, policy["PolicyDocument"])


def findings_in(document):
    analysed = parliament.analyze_policy_string(json.dumps(document))
    for finding in analysed.findings:
        yield finding.issue, f"{finding.title or ''} {finding.detail or ''} {finding.location or ''}"
    for statement in document["Statement"]:
        actions = statement.get("Action", [])
        for action in [actions] if isinstance(actions, str) else actions:
            if statement["Effect"] == "Allow" and "*" in action:
                yield "WILDCARD_ACTION", action
        resources = statement.get("Resource", [])
        if statement["Effect"] == "Allow" and "*" in ([resources] if isinstance(resources, str) else resources):
            yield "WILDCARD_RESOURCE", ", ".join([actions] if isinstance(actions, str) else actions)


def findings(paths):
    """What is to be said of every policy: the issue, where, and the detail."""
    for name, document in Templates(paths).policies():
        for issue, detail in findings_in(document):
            yield issue, name, detail
