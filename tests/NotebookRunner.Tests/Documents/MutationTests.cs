using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Documents;

/// <summary>Ten thousand damaged files: each is read or refused in words, and what is read can be written and read again.</summary>
public sealed class MutationTests
{
    private const int Mutations = 5000;

    private static readonly Notebook original = new(
    [
        new Cell("markdown", "# Title\n\nText \"quoted\" é 😀"),
        new Cell("csharp", "#!time\nvar x = \"#!markdown\";\nx")
        {
            ExecutionCount = 1,
            Outputs =
            [
                new StreamOutput("stdout", "1\n"),
                new DisplayOutput(
                    new Dictionary<string, string> { ["text/html"] = "<b>x</b>", ["application/json"] = "{\"a\":[1]}" }, IsResult: true),
                new ErrorOutput("Error", "message", ["at 1"]),
            ],
        },
        new Cell("html", ""),
    ]);

    private static readonly string[] fragments =
        ["\n#!csharp\n", "#!meta\n", "{", "}", "[", "]", "\"", "\\", "\\ud800", "null", "-1e999", "\r", "\0", "\uFEFF", "\ud83d", ",",
            "\n\n", "999999999999", "#!"];

    [Fact]
    public void A_damaged_dib_is_read_or_refused() => TryAll(DibFormat.Format(original), DibFormat.Parse, DibFormat.Format);

    [Fact]
    public void A_damaged_ipynb_is_read_or_refused() => TryAll(IpynbFormat.Format(original), IpynbFormat.Parse, IpynbFormat.Format);

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Deep_nesting_is_refused_not_overflowed(string opening) =>
        Assert.Throws<NotebookFormatException>(() => IpynbFormat.Parse(string.Concat(Enumerable.Repeat(opening, 100_000))));

    private static void TryAll(string text, Func<string, Notebook> parse, Func<Notebook, string> format)
    {
        var random = new Random(2026);
        int read = 0;
        for (int i = 0; i < Mutations; i++)
        {
            string damaged = Damage(text, random);
            try
            {
                var notebook = parse(damaged);
                read++;
                var again = parse(format(notebook));
                Assert.Equal(notebook.Cells, again.Cells, CellComparer.Instance);
            }
            catch (NotebookFormatException)
            {
                // Refused in words: what a damaged file deserves.
            }
            catch (Exception e)
            {
                Assert.Fail($"mutation {i}: {e.GetType().Name}: {e.Message}\n{damaged}");
            }
        }

        Assert.InRange(read, 1, Mutations - 1);
    }

    private static string Damage(string text, Random random)
    {
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(text.Length + 1);
            int length = random.Next(Math.Min(40, text.Length - at) + 1);
            text = random.Next(5) switch
            {
                0 => text[..at],
                1 => text.Remove(at, length),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text.Insert(at, fragments[random.Next(fragments.Length)]),
                _ => text.Remove(at, Math.Min(1, length)).Insert(at, ((char)random.Next(0x20, 0x7F)).ToString()),
            };
        }

        return text;
    }
}
