// Latency of Lucene with kuromoji on an index that the peers' driver made (field "ja", stored "id").
//   java LuceneLatency INDEX_DIR QUERIES.tsv COUNT PASSES
// Prints a line a query and pass: CPU time of the thread and wall time, both in microseconds. The
// top 10 with their ids, query analysis included, after at least 8 s of warming.
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

public class LuceneLatency {
  private static final Set<String> ID = Collections.singleton("id");
  private static final long WARM_NANOS = 8_000_000_000L;

  private final IndexSearcher searcher;
  private final QueryBuilder builder = new QueryBuilder(new JapaneseAnalyzer());

  LuceneLatency(IndexSearcher searcher) {
    this.searcher = searcher;
    searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
    searcher.setQueryCache(null);
  }

  int search(String text) throws Exception {
    Query query = builder.createBooleanQuery("ja", text, BooleanClause.Occur.SHOULD);
    if (query == null) query = new MatchNoDocsQuery();
    int bytes = 0;
    for (ScoreDoc hit : searcher.search(query, 10).scoreDocs) {
      bytes += searcher.doc(hit.doc, ID).get("id").length();
    }
    return bytes;
  }

  static List<String> read(Path file, int count) throws Exception {
    List<String> queries = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line; queries.size() < count && (line = lines.readLine()) != null; ) {
        queries.add(line.split("\t", 2)[1]);
      }
    }
    return queries;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> queries = read(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    int passes = Integer.parseInt(arguments[3]);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try (FSDirectory directory = FSDirectory.open(Path.of(arguments[0]));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      LuceneLatency lucene = new LuceneLatency(new IndexSearcher(reader));
      long begin = System.nanoTime();
      do {
        for (String query : queries) lucene.search(query);
      } while (System.nanoTime() - begin < WARM_NANOS);
      for (int pass = 0; pass < passes; ++pass) {
        for (String query : queries) {
          long wall = System.nanoTime();
          long cpu = threads.getCurrentThreadCpuTime();
          lucene.search(query);
          cpu = threads.getCurrentThreadCpuTime() - cpu;
          wall = System.nanoTime() - wall;
          System.out.printf("%d\t%.1f\t%.1f%n", pass, cpu / 1000.0, wall / 1000.0);
        }
      }
    }
  }
}
