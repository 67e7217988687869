using NotebookRunner.Execution;

namespace NotebookRunner.Execution
{
    /// <summary>What every C# cell can call without an object: <c>display</c>, <c>HTML</c>, <c>CSS</c>, <c>Javascript</c>.</summary>
    public static class NotebookApi
    {
        /// <summary>Where displays go: the output of the running cell, before it the console as it was written so far.</summary>
        internal static OutputSink? Sink { get; set; }

        /// <summary>Shows a value below the cell, as the value of a trailing expression is.</summary>
        /// <param name="value">The value, or null.</param>
        /// <param name="mimeTypes">The representations to show; by default the preferred ones of the value's type.</param>
        /// <returns>A handle to show something else in the same place later.</returns>
        public static DisplayedValue display(object? value, params string[] mimeTypes) => value.Display(mimeTypes);

        /// <summary>Marks a text as HTML, to be shown as it is.</summary>
        public static HtmlString HTML(string content) => new(content);

        /// <summary>Adds a style sheet to the page.</summary>
        public static void CSS(string content) => new HtmlString($"<style>{content}</style>").Display();

        /// <summary>Runs a script in the page.</summary>
        public static void Javascript(string scriptContent) => new HtmlString($"<script type=\"text/javascript\">{scriptContent}</script>").Display();
    }

    /// <summary>Text that is HTML already.</summary>
    public sealed class HtmlString(string value)
    {
        /// <summary>The HTML.</summary>
        public string ToHtml() => value;

        /// <summary>The HTML.</summary>
        public override string ToString() => value;
    }

    /// <summary>Something shown below a cell, which can be replaced.</summary>
    public sealed class DisplayedValue
    {
        private readonly int id;
        private readonly string[] mimeTypes;

        internal DisplayedValue(int id, string[] mimeTypes)
        {
            this.id = id;
            this.mimeTypes = mimeTypes;
        }

        /// <summary>Shows another value in the same place.</summary>
        public void Update(object? updatedValue)
        {
            Console.Out.Flush();
            NotebookApi.Sink?.Update(id, ValueFormatter.Format(updatedValue, mimeTypes));
        }
    }
}

// In System, as in .NET Interactive, so that cells need no using line for it.
namespace System
{
    /// <summary><c>x.Display()</c> for every value.</summary>
    public static class DisplayExtensions
    {
        /// <summary>Shows a value below the cell; see <see cref="NotebookApi.display"/>.</summary>
        public static DisplayedValue Display(this object? value, params string[] mimeTypes)
        {
            Console.Out.Flush();
            Console.Error.Flush();
            return new(NotebookApi.Sink?.Show(ValueFormatter.Format(value, mimeTypes)) ?? 0, mimeTypes);
        }

        /// <summary>Shows a text as the given mime type, such as <c>text/html</c> or <c>text/markdown</c>.</summary>
        public static DisplayedValue DisplayAs(this string value, string mimeType)
        {
            Console.Out.Flush();
            Console.Error.Flush();
            return new(NotebookApi.Sink?.Show(new Dictionary<string, string> { [mimeType] = value }) ?? 0, [mimeType]);
        }
    }
}
