//! XML documents and tables.

use std::fmt::Write as _;

fn clock(second: u32) -> String {
    format!(
        "2024-05-01T{:02}:{:02}:{:02}Z",
        7 + second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// A track along the equator at about 2.8 m/s, one point in ten seconds.
pub fn gpx(points: u32) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">
<metadata><time>2024-05-01T06:59:00Z</time></metadata>
<trk><name>A morning &amp; a hill</name><type>running</type><trkseg>"#,
    );
    for point in 0..points {
        let east = f64::from(point) * 0.00025;
        let height = 100.0 + f64::from(point % 20);
        let time = clock(point * 10);
        let rate = 140 + point % 10;
        let _ = write!(
            out,
            r#"
<trkpt lat="0.0" lon="{east:.5}"><ele>{height}</ele><time>{time}</time><extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>{rate}</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions></trkpt>"#
        );
    }
    out + "\n</trkseg></trk></gpx>\n"
}

pub fn tcx() -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities><Activity Sport="Running"><Id>2024-05-01T07:00:00Z</Id>"#,
    );
    for lap in 0..3u32 {
        let start = clock(lap * 300);
        let _ = write!(
            out,
            r#"
<Lap StartTime="{start}"><TotalTimeSeconds>290</TotalTimeSeconds><DistanceMeters>1000</DistanceMeters><AverageHeartRateBpm><Value>150</Value></AverageHeartRateBpm><MaximumHeartRateBpm><Value>{}</Value></MaximumHeartRateBpm><Intensity>Active</Intensity><Track>"#,
            165 + lap
        );
        for point in 0..=5u32 {
            let time = clock(lap * 300 + point * 60);
            let _ = write!(
                out,
                "<Trackpoint><Time>{time}</Time><Position><LatitudeDegrees>1.5</LatitudeDegrees><LongitudeDegrees>2.{point}</LongitudeDegrees></Position><AltitudeMeters>{}</AltitudeMeters><DistanceMeters>{}</DistanceMeters><HeartRateBpm><Value>150</Value></HeartRateBpm></Trackpoint>",
                10 * point,
                lap * 1000 + point * 200
            );
        }
        out += "</Track></Lap>";
    }
    out + "</Activity></Activities></TrainingCenterDatabase>"
}

/// Apple's document type is malformed in exports of some versions in the way that the second list shows.
pub const APPLE_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 13 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
<!ATTLIST Record
  type          CDATA #REQUIRED
  value         CDATA #IMPLIED
>
]>
<HealthData locale="en_GB">
 <ExportDate value="2024-06-01 10:00:00 +0100"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="" HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexNotSet"/>
"#;

pub fn apple_record(number: u32) -> String {
    let (hour, minute, second) = (number / 3600 % 24, number / 60 % 60, number % 60);
    format!(
        " <Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"Watch\" sourceVersion=\"10.4\" device=\"&lt;&lt;HKDevice: 0x0&gt;, name:Watch, model:Watch, hardware:Watch6,7&gt;\" unit=\"count/min\" creationDate=\"2024-05-01 {hour:02}:{minute:02}:{second:02} +0200\" startDate=\"2024-05-01 {hour:02}:{minute:02}:{second:02} +0200\" endDate=\"2024-05-01 {hour:02}:{minute:02}:{second:02} +0200\" value=\"{}\">\n  <MetadataEntry key=\"HKMetadataKeyHeartRateMotionContext\" value=\"0\"/>\n </Record>\n",
        60 + number % 100
    )
}

pub fn apple_workout(kind: &str) -> String {
    format!(
        r#" <Workout workoutActivityType="HKWorkoutActivityType{kind}" duration="30.5" durationUnit="min" sourceName="Watch" creationDate="2024-05-01 09:31:00 +0200" startDate="2024-05-01 09:00:00 +0200" endDate="2024-05-01 09:31:00 +0200">
  <MetadataEntry key="HKIndoorWorkout" value="0"/>
  <MetadataEntry key="HKElevationAscended" value="4500 cm"/>
  <WorkoutEvent type="HKWorkoutEventTypePause" date="2024-05-01 09:10:00 +0200"/>
  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" startDate="2024-05-01 09:00:00 +0200" endDate="2024-05-01 09:31:00 +0200" sum="5.25" unit="km"/>
  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" startDate="2024-05-01 09:00:00 +0200" endDate="2024-05-01 09:31:00 +0200" average="151.5" minimum="98" maximum="174" unit="count/min"/>
  <WorkoutRoute sourceName="Watch"><FileReference path="/workout-routes/route_2024-05-01.gpx"/></WorkoutRoute>
 </Workout>
"#
    )
}

pub fn apple(records: u32) -> String {
    let mut out = String::from(APPLE_HEAD);
    for number in 0..records {
        out += &apple_record(number);
    }
    out += &apple_workout("Running");
    out += &apple_workout("Yoga");
    out + "</HealthData>\n"
}

pub const STRAVA: &str = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort,Commute,Filename,Elapsed Time,Moving Time,Distance,Max Speed,Average Speed,Elevation Gain,Elevation Loss,Max Heart Rate,Average Heart Rate
1,\"May 1, 2024, 7:00:00 AM\",\"Run, \"\"easy\"\"\",Run,\"two
lines\",1900,6.00,,,false,activities/1.fit.gz,1900.0,1800.0,6001.5,4.1,3.33,45.5,44.0,170.0,150.5
2,\"May 2, 2024, 6:00:00 PM\",Home,Ride,,3600,30.00,,,false,activities/2.fit.gz,3600.0,3500.0,30000.0,12.0,8.5,100.0,100.0,,
3,\"May 3, 2024, 7:00:00 AM\",Woods,Trail Run,,2400,5.00,,,false,,2400.0,2400.0,5000.0,4.0,2.08,150.0,150.0,,
";

pub const GARMIN: &str = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Total Ascent,Total Descent,Moving Time,Elapsed Time
Running,2024-05-01 07:12:33,false,\"A town - Base\",\"10.02\",\"700\",\"00:52:10\",\"150\",\"171\",\"1,024\",\"96\",\"00:51:55\",\"00:54:00\"
Lap Swimming,2024-05-02 07:12:33,false,\"Pool\",\"1,500\",\"300\",\"00:40:00\",\"--\",\"--\",\"--\",\"--\",\"00:40:00\",\"00:40:00\"
Treadmill Running,2024-05-03 18:00:00,false,\"Belt\",\"5.00\",\"300\",\"00:30:00\",\"--\",\"--\",\"--\",\"--\",\"00:30:00\",\"00:30:00\"
";
