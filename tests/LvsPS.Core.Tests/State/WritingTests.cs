using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>What is written is read back as the same, and what is read is written as the same.</summary>
public sealed class WritingTests
{
    [Fact]
    public void A_state_is_read_back_as_it_was_written() => DocumentGen.State.Sample(
        state =>
        {
            string text = DesiredStateWriter.ToText(state);
            LvsStateReading reading = DesiredStateReader.Read(text);
            string findings = string.Join('\n', reading.Findings.Where(f => f.Severity == LvsStateSeverity.Error));
            Assert.True(reading.State is not null, $"{findings}\n{text}");
            Assert.True(reading.State.Equals(state), $"{text}\n{DesiredStateWriter.ToText(reading.State)}");
            Assert.Equal(text, DesiredStateWriter.ToText(reading.State));
        },
        iter: 300);

    [Fact]
    public void The_schema_accepts_what_is_written()
    {
        var schema = new SchemaCheck(System.Text.Json.Nodes.JsonNode.Parse(StateShapes.SchemaText())!.AsObject());
        DocumentGen.State.Sample(state => schema.Accepts(YamlJson.Of(DesiredStateWriter.ToText(state))), iter: 100);
    }

    [Fact]
    public void A_password_that_comes_from_no_file_is_not_written()
    {
        LvsDesiredState state = DesiredStateWriter.StateOf(Documents.WithPassword("tell nobody"));
        var error = Assert.Throws<LvsInputException>(() => DesiredStateWriter.ToText(state));
        Assert.DoesNotContain("tell nobody", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_secrets_takes_the_passwords_and_the_document_names_the_files()
    {
        string folder = Directory.CreateTempSubdirectory("lvsps-secrets-").FullName;
        try
        {
            LvsHealthDocument document = Documents.WithPassword("tell nobody");
            string text = DesiredStateWriter.ToText(DesiredStateWriter.StateOf(new SecretFolder(folder).Move(document)));
            Assert.DoesNotContain("tell nobody", text, StringComparison.Ordinal);
            string file = Assert.Single(Directory.GetFiles(folder));
            Assert.Equal("tell nobody\n", File.ReadAllText(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            LvsStateReading reading = DesiredStateReader.Read(text);
            Assert.Empty(reading.Findings);
            Assert.True(HealthEquality.Same(document, reading.State!.Health));

            // What a document written before names stays; the same password is the same file.
            _ = new SecretFolder(folder).Move(document);
            _ = new SecretFolder(folder).Move(Documents.WithPassword("another"));
            Assert.Equal(["another\n", "tell nobody\n"], Directory.GetFiles(folder).Select(File.ReadAllText).Order());
            Assert.Equal("tell nobody\n", File.ReadAllText(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_ldirectord_and_keepalived_monitor_is_the_same_as_YAML()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(SourceTree.Root, "tests/data/directord"), "*.cf"), .. Directory.GetFiles(Path.Combine(SourceTree.Root, "tests/data/keepalived"), "*.conf")];
        int compared = 0;
        string folder = Directory.CreateTempSubdirectory("lvsps-secrets-").FullName;
        try
        {
            foreach (string file in files)
            {
                using FileStream stream = File.OpenRead(file);
                LvsHealthConfiguration configuration = file.EndsWith(".cf", StringComparison.Ordinal)
                    ? HealthConfigurationReader.ReadDirectord(stream, file)
                    : HealthConfigurationReader.ReadKeepalived(stream, file);
                if (configuration.HasErrors)
                {
                    continue;
                }

                string text = DesiredStateWriter.ToText(DesiredStateWriter.StateOf(new SecretFolder(folder).Move(configuration.Document)));
                LvsStateReading reading = DesiredStateReader.Read(text);
                Assert.True(reading.State is not null, $"{file}\n{string.Join('\n', reading.Findings)}\n{text}");
                Assert.True(HealthEquality.Same(configuration.Document, reading.State.Health), $"{file}\n{text}");
                compared++;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(compared > 0);
    }

    private static class Documents
    {
        public static LvsHealthDocument WithPassword(string password)
        {
            LvsServiceId id = LvsServiceId.Parse("tcp://10.0.0.1:80");
            var server = new LvsRealServer { Service = id, Address = System.Net.IPAddress.Parse("10.0.1.1"), Port = 80 };
            var check = new LvsHttpCheck { Credential = new System.Net.NetworkCredential("me", password) };
            return new LvsHealthDocument { Services = [new LvsHealthService { Service = LvsService.Default(id), Servers = [new LvsHealthServer { RealServer = server, Check = check }] }] };
        }
    }
}
