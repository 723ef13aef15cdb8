// Open time between pairs of instants through github.com/rickar/cal, for calendar_peers.py.
//
//	rickar_cal OPENS CLOSES WEEKEND MONTH-DAY,… < pairs
//
// OPENS and CLOSES are durations from midnight, of which CLOSES may be past 24h; WEEKEND is true where Saturday and
// Sunday are open too; holidays are of every year. A pair is a line of two Unix seconds. Prints the nanoseconds that
// all pairs took, then the open seconds of each.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
)

func main() {
	if len(os.Args) != 5 {
		log.Fatal("usage: rickar_cal OPENS CLOSES WEEKEND MONTH-DAY,… < pairs")
	}
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		log.Fatal(err)
	}
	calendar := cal.NewBusinessCalendar()
	calendar.Cacheable = true
	calendar.SetWorkHours(duration(os.Args[1]), duration(os.Args[2]))
	for _, day := range []time.Weekday{time.Saturday, time.Sunday} {
		calendar.SetWorkday(day, os.Args[3] == "true")
	}
	for _, text := range strings.FieldsFunc(os.Args[4], func(r rune) bool { return r == ',' }) {
		day, err := time.Parse("01-02", text)
		if err != nil {
			log.Fatal(err)
		}
		calendar.AddHoliday(&cal.Holiday{Month: day.Month(), Day: day.Day(), Func: cal.CalcDayOfMonth})
	}

	var pairs [][2]time.Time
	in := bufio.NewReader(os.Stdin)
	for {
		var start, end int64
		if _, err := fmt.Fscan(in, &start, &end); err != nil {
			break
		}
		pairs = append(pairs, [2]time.Time{time.Unix(start, 0).In(zone), time.Unix(end, 0).In(zone)})
	}
	open := make([]time.Duration, len(pairs))
	begin := time.Now()
	for index, pair := range pairs {
		open[index] = calendar.WorkHoursInRange(pair[0], pair[1])
	}
	taken := time.Since(begin)

	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintln(out, taken.Nanoseconds())
	for _, each := range open {
		fmt.Fprintln(out, each.Seconds())
	}
}

func duration(text string) time.Duration {
	parsed, err := time.ParseDuration(text)
	if err != nil {
		log.Fatal(err)
	}
	return parsed
}
