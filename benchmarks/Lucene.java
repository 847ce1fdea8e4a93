import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.Version;

/** Indexes documents.tsv and answers queries.tsv: any word in any field, each with its language's analyzer, BM25. */
public class Lucene {
  static final List<String> FIELDS = List.of("title_hi", "body_hi", "title_en", "body_en");

  public static void main(String[] arguments) throws Exception {
    Analyzer hindi = new HindiAnalyzer();
    Analyzer english = new EnglishAnalyzer();
    Analyzer analyzer = new PerFieldAnalyzerWrapper(english, Map.of("title_hi", hindi, "body_hi", hindi));
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (String line : Files.readAllLines(Path.of(arguments[0]))) {
        String[] cells = line.split("\t", -1);
        Document document = new Document();
        document.add(new StringField("id", cells[0], Field.Store.YES));
        for (int place = 0; place < FIELDS.size(); place++) {
          document.add(new TextField(FIELDS.get(place), cells[place + 1], Field.Store.NO));
        }
        writer.addDocument(document);
      }
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.println(Version.LATEST);
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (String line : Files.readAllLines(Path.of(arguments[1]))) {
        String[] cells = line.split("\t", -1);
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String field : FIELDS) {
          for (String word : words(analyzer, field, cells[1])) {
            query.add(new TermQuery(new Term(field, word)), BooleanClause.Occur.SHOULD);
          }
        }
        for (ScoreDoc hit : searcher.search(query.build(), 100).scoreDocs) {
          String id = searcher.storedFields().document(hit.doc).get("id");
          out.println(cells[0] + "\t" + id + "\t" + hit.score);
        }
      }
    }
    out.flush();
  }

  static Set<String> words(Analyzer analyzer, String field, String text) throws Exception {
    Set<String> words = new LinkedHashSet<>();
    try (TokenStream stream = analyzer.tokenStream(field, text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(term.toString());
      }
      stream.end();
    }
    return words;
  }
}
